/* The fast Fourier transform of 1,024 points and back: doubles that are loaded, multiplied, added and stored in strides. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define POINTS 1024

static double re[POINTS], im[POINTS], cosine[POINTS / 2], sine[POINTS / 2];

static void reorder(void) {
    for (int i = 0, j = 0; i < POINTS; i++) {
        if (i < j) {
            double other = re[i];
            re[i] = re[j];
            re[j] = other;
            other = im[i];
            im[i] = im[j];
            im[j] = other;
        }
        int bit = POINTS >> 1;
        while (bit != 0 && (j & bit) != 0) {
            j ^= bit;
            bit >>= 1;
        }
        j |= bit;
    }
}

static void transform(int sign) {
    reorder();
    for (int half = 1; half < POINTS; half *= 2) {
        int stride = POINTS / 2 / half;
        for (int first = 0; first < POINTS; first += 2 * half) {
            for (int k = 0; k < half; k++) {
                int a = first + k, b = a + half;
                double c = cosine[k * stride], s = sign * sine[k * stride];
                double x = re[b] * c - im[b] * s, y = re[b] * s + im[b] * c;
                re[b] = re[a] - x;
                im[b] = im[a] - y;
                re[a] += x;
                im[a] += y;
            }
        }
    }
}

int main(int argc, char **argv) {
    for (int i = 0; i < POINTS / 2; i++) {
        cosine[i] = cos(2 * M_PI * i / POINTS);
        sine[i] = sin(2 * M_PI * i / POINTS);
    }
    double sum = 0;
    for (int rounds = atoi(argv[1]); rounds > 0; rounds--) {
        for (int i = 0; i < POINTS; i++) {
            re[i] = i % 17 - 8;
            im[i] = 0;
        }
        transform(1);
        sum += re[5];
        transform(-1);
        sum += re[3] / POINTS;
    }
    printf("check sum %.17g\n", sum);
    return 0;
}
