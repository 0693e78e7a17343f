/* Linear equations in 48 unknowns by elimination with pivots: single precision, rows walked. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define UNKNOWNS 48

static float matrix[UNKNOWNS][UNKNOWNS + 1];

static void fill(void) {
    unsigned seed = 1;
    for (int i = 0; i < UNKNOWNS; i++) {
        for (int j = 0; j <= UNKNOWNS; j++) {
            seed = seed * 1103515245 + 12345;
            matrix[i][j] = (float) (seed >> 16) / 65536 + (i == j ? 4 : 0);
        }
    }
}

static void eliminate(int column) {
    int pivot = column;
    for (int i = column + 1; i < UNKNOWNS; i++) {
        if (fabsf(matrix[i][column]) > fabsf(matrix[pivot][column])) {
            pivot = i;
        }
    }
    for (int j = 0; j <= UNKNOWNS; j++) {
        float other = matrix[column][j];
        matrix[column][j] = matrix[pivot][j];
        matrix[pivot][j] = other;
    }
    for (int i = column + 1; i < UNKNOWNS; i++) {
        float factor = matrix[i][column] / matrix[column][column];
        for (int j = column; j <= UNKNOWNS; j++) {
            matrix[i][j] -= factor * matrix[column][j];
        }
    }
}

int main(int argc, char **argv) {
    float sum = 0;
    for (int rounds = atoi(argv[1]); rounds > 0; rounds--) {
        fill();
        for (int column = 0; column < UNKNOWNS; column++) {
            eliminate(column);
        }
        sum = sum / 2 + matrix[UNKNOWNS - 1][UNKNOWNS] / matrix[UNKNOWNS - 1][UNKNOWNS - 1];
    }
    printf("check sum %.9g\n", sum);
    return 0;
}
