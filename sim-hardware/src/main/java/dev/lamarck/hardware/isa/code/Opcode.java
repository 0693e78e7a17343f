package dev.lamarck.hardware.isa.code;

import dev.lamarck.hardware.isa.DecodingTable;

/**
 * The number of every row of the instruction table as a compile-time constant, for {@code switch}es that must be fast, and the
 * lookup from a word to its number. A test holds the constants equal to the table.
 */
public final class Opcode {
    public static final int ILLEGAL = -1;

    // AluOp
    public static final int ADD = 0;
    public static final int AND = 1;
    public static final int OR = 2;
    public static final int XOR = 3;
    public static final int SUB = 4;
    public static final int ANDN = 5;
    public static final int ORN = 6;
    public static final int XNOR = 7;
    public static final int ADDC = 8;
    public static final int SUBC = 9;
    public static final int ADDCC = 10;
    public static final int ANDCC = 11;
    public static final int ORCC = 12;
    public static final int XORCC = 13;
    public static final int SUBCC = 14;
    public static final int ANDNCC = 15;
    public static final int ORNCC = 16;
    public static final int XNORCC = 17;
    public static final int ADDCCC = 18;
    public static final int SUBCCC = 19;
    public static final int MULX = 20;
    public static final int SDIVX = 21;
    public static final int UDIVX = 22;
    public static final int UMUL = 23;
    public static final int SMUL = 24;
    public static final int UMULCC = 25;
    public static final int SMULCC = 26;
    public static final int UDIV = 27;
    public static final int SDIV = 28;
    public static final int UDIVCC = 29;
    public static final int SDIVCC = 30;
    public static final int MULSCC = 31;
    public static final int TADDCC = 32;
    public static final int TSUBCC = 33;
    public static final int TADDCCTV = 34;
    public static final int TSUBCCTV = 35;
    public static final int SLL = 36;
    public static final int SRL = 37;
    public static final int SRA = 38;
    public static final int SLLX = 39;
    public static final int SRLX = 40;
    public static final int SRAX = 41;
    public static final int POPC = 42;
    public static final int SAVE = 43;
    public static final int RESTORE = 44;

    // ImmediateOp
    public static final int SETHI = 45;
    public static final int ILLTRAP = 46;

    // BranchOp
    public static final int BPR = 47;
    public static final int FBFCC = 48;
    public static final int FBPFCC = 49;
    public static final int BICC = 50;
    public static final int BPCC = 51;

    // JumpOp
    public static final int CALL = 52;
    public static final int JMPL = 53;
    public static final int RETURN = 54;

    // TrapOp
    public static final int TCC = 55;

    // LoadOp
    public static final int LDUW = 56;
    public static final int LDUWA = 57;
    public static final int LDUB = 58;
    public static final int LDUBA = 59;
    public static final int LDUH = 60;
    public static final int LDUHA = 61;
    public static final int LDD = 62;
    public static final int LDDA = 63;
    public static final int LDSW = 64;
    public static final int LDSWA = 65;
    public static final int LDSB = 66;
    public static final int LDSBA = 67;
    public static final int LDSH = 68;
    public static final int LDSHA = 69;
    public static final int LDX = 70;
    public static final int LDXA = 71;
    public static final int LDF = 72;
    public static final int LDFA = 73;
    public static final int LDQF = 74;
    public static final int LDQFA = 75;
    public static final int LDDF = 76;
    public static final int LDDFA = 77;
    public static final int LDFSR = 78;
    public static final int LDXFSR = 79;

    // StoreOp
    public static final int STW = 80;
    public static final int STWA = 81;
    public static final int STB = 82;
    public static final int STBA = 83;
    public static final int STH = 84;
    public static final int STHA = 85;
    public static final int STD = 86;
    public static final int STDA = 87;
    public static final int STX = 88;
    public static final int STXA = 89;
    public static final int STF = 90;
    public static final int STFA = 91;
    public static final int STQF = 92;
    public static final int STQFA = 93;
    public static final int STDF = 94;
    public static final int STDFA = 95;
    public static final int STFSR = 96;
    public static final int STXFSR = 97;

    // AtomicOp
    public static final int CASA = 98;
    public static final int CASXA = 99;
    public static final int SWAP = 100;
    public static final int SWAPA = 101;
    public static final int LDSTUB = 102;
    public static final int LDSTUBA = 103;

    // SyncOp
    public static final int FLUSH = 104;
    public static final int MEMBAR = 105;
    public static final int STBAR = 106;
    public static final int PREFETCH = 107;
    public static final int PREFETCHA = 108;

    // MoveOp
    public static final int MOVICC = 109;
    public static final int MOVFCC = 110;
    public static final int MOVR = 111;
    public static final int FMOVSICC = 112;
    public static final int FMOVDICC = 113;
    public static final int FMOVQICC = 114;
    public static final int FMOVSFCC = 115;
    public static final int FMOVDFCC = 116;
    public static final int FMOVQFCC = 117;
    public static final int FMOVRS = 118;
    public static final int FMOVRD = 119;
    public static final int FMOVRQ = 120;

    // StateOp
    public static final int RDY = 121;
    public static final int RDCCR = 122;
    public static final int RDASI = 123;
    public static final int RDTICK = 124;
    public static final int RDPC = 125;
    public static final int RDFPRS = 126;
    public static final int RDGSR = 127;
    public static final int RDASR = 128;
    public static final int WRY = 129;
    public static final int WRCCR = 130;
    public static final int WRASI = 131;
    public static final int WRFPRS = 132;
    public static final int WRGSR = 133;
    public static final int WRASR = 134;
    public static final int RDPR = 135;
    public static final int RDVER = 136;
    public static final int WRPR = 137;

    // ControlOp
    public static final int SAVED = 138;
    public static final int RESTORED = 139;
    public static final int FLUSHW = 140;
    public static final int DONE = 141;
    public static final int RETRY = 142;
    public static final int SIR = 143;

    // FpOp
    public static final int FMOVS = 144;
    public static final int FMOVD = 145;
    public static final int FMOVQ = 146;
    public static final int FNEGS = 147;
    public static final int FNEGD = 148;
    public static final int FNEGQ = 149;
    public static final int FABSS = 150;
    public static final int FABSD = 151;
    public static final int FABSQ = 152;
    public static final int FSQRTS = 153;
    public static final int FSQRTD = 154;
    public static final int FSQRTQ = 155;
    public static final int FADDS = 156;
    public static final int FADDD = 157;
    public static final int FADDQ = 158;
    public static final int FSUBS = 159;
    public static final int FSUBD = 160;
    public static final int FSUBQ = 161;
    public static final int FMULS = 162;
    public static final int FMULD = 163;
    public static final int FMULQ = 164;
    public static final int FDIVS = 165;
    public static final int FDIVD = 166;
    public static final int FDIVQ = 167;
    public static final int FSMULD = 168;
    public static final int FDMULQ = 169;
    public static final int FSTOX = 170;
    public static final int FDTOX = 171;
    public static final int FQTOX = 172;
    public static final int FXTOS = 173;
    public static final int FXTOD = 174;
    public static final int FXTOQ = 175;
    public static final int FITOS = 176;
    public static final int FDTOS = 177;
    public static final int FQTOS = 178;
    public static final int FITOD = 179;
    public static final int FSTOD = 180;
    public static final int FQTOD = 181;
    public static final int FITOQ = 182;
    public static final int FSTOQ = 183;
    public static final int FDTOQ = 184;
    public static final int FSTOI = 185;
    public static final int FDTOI = 186;
    public static final int FQTOI = 187;

    // FpCompareOp
    public static final int FCMPS = 188;
    public static final int FCMPD = 189;
    public static final int FCMPQ = 190;
    public static final int FCMPES = 191;
    public static final int FCMPED = 192;
    public static final int FCMPEQ = 193;

    // VisOp
    public static final int EDGE8 = 194;
    public static final int EDGE8N = 195;
    public static final int EDGE8L = 196;
    public static final int EDGE8LN = 197;
    public static final int EDGE16 = 198;
    public static final int EDGE16N = 199;
    public static final int EDGE16L = 200;
    public static final int EDGE16LN = 201;
    public static final int EDGE32 = 202;
    public static final int EDGE32N = 203;
    public static final int EDGE32L = 204;
    public static final int EDGE32LN = 205;
    public static final int ARRAY8 = 206;
    public static final int ARRAY16 = 207;
    public static final int ARRAY32 = 208;
    public static final int ALIGNADDR = 209;
    public static final int BMASK = 210;
    public static final int ALIGNADDRL = 211;
    public static final int FCMPLE16 = 212;
    public static final int FCMPNE16 = 213;
    public static final int FCMPLE32 = 214;
    public static final int FCMPNE32 = 215;
    public static final int FCMPGT16 = 216;
    public static final int FCMPEQ16 = 217;
    public static final int FCMPGT32 = 218;
    public static final int FCMPEQ32 = 219;
    public static final int FMUL8X16 = 220;
    public static final int FMUL8X16AU = 221;
    public static final int FMUL8X16AL = 222;
    public static final int FMUL8SUX16 = 223;
    public static final int FMUL8ULX16 = 224;
    public static final int FMULD8SUX16 = 225;
    public static final int FMULD8ULX16 = 226;
    public static final int FPACK32 = 227;
    public static final int FPACK16 = 228;
    public static final int FPACKFIX = 229;
    public static final int PDIST = 230;
    public static final int FALIGNDATA = 231;
    public static final int FPMERGE = 232;
    public static final int BSHUFFLE = 233;
    public static final int FEXPAND = 234;
    public static final int FPADD16 = 235;
    public static final int FPADD16S = 236;
    public static final int FPADD32 = 237;
    public static final int FPADD32S = 238;
    public static final int FPSUB16 = 239;
    public static final int FPSUB16S = 240;
    public static final int FPSUB32 = 241;
    public static final int FPSUB32S = 242;
    public static final int FZERO = 243;
    public static final int FZEROS = 244;
    public static final int FNOR = 245;
    public static final int FNORS = 246;
    public static final int FANDNOT2 = 247;
    public static final int FANDNOT2S = 248;
    public static final int FNOT2 = 249;
    public static final int FNOT2S = 250;
    public static final int FANDNOT1 = 251;
    public static final int FANDNOT1S = 252;
    public static final int FNOT1 = 253;
    public static final int FNOT1S = 254;
    public static final int FXOR = 255;
    public static final int FXORS = 256;
    public static final int FNAND = 257;
    public static final int FNANDS = 258;
    public static final int FAND = 259;
    public static final int FANDS = 260;
    public static final int FXNOR = 261;
    public static final int FXNORS = 262;
    public static final int FSRC1 = 263;
    public static final int FSRC1S = 264;
    public static final int FORNOT2 = 265;
    public static final int FORNOT2S = 266;
    public static final int FSRC2 = 267;
    public static final int FSRC2S = 268;
    public static final int FORNOT1 = 269;
    public static final int FORNOT1S = 270;
    public static final int FOR = 271;
    public static final int FORS = 272;
    public static final int FONE = 273;
    public static final int FONES = 274;
    public static final int SHUTDOWN = 275;
    public static final int SIAM = 276;

    private static final int[] FIRST = DecodingTable.get().first;
    private static final int[] SECOND = DecodingTable.get().second;
    private static final int[] MASK = DecodingTable.get().mask;
    private static final int[] MATCH = DecodingTable.get().match;
    private static final int[] NUMBER = DecodingTable.get().number;

    private Opcode() {}

    /** The number of the row that describes this word, or ILLEGAL. See {@link DecodingTable} for the layout. */
    public static int of(int word) {
        int at = FIRST[word >>> 30 << 7 | (word >>> 19 & 0x3f) << 1 | word >>> 13 & 1];
        if (at < 0) {
            at = SECOND[~at + (word >>> 5 & 0x1ff)];
        }
        while ((word & MASK[at]) != MATCH[at]) {
            at++;
        }
        return NUMBER[at];
    }
}
