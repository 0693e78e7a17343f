/* The Mandelbrot set on 64 by 64 points: a short loop of doubles that ends after a number of turns nobody can predict. */
#include <stdio.h>
#include <stdlib.h>

#define POINTS 64
#define TURNS 200

static int turns(double re, double im) {
    double x = 0, y = 0;
    int turn = 0;
    while (turn < TURNS && x * x + y * y < 4) {
        double next = x * x - y * y + re;
        y = 2 * x * y + im;
        x = next;
        turn++;
    }
    return turn;
}

int main(int argc, char **argv) {
    long sum = 0;
    for (int rounds = atoi(argv[1]); rounds > 0; rounds--) {
        for (int row = 0; row < POINTS; row++) {
            for (int column = 0; column < POINTS; column++) {
                sum += turns(column * (3.0 / POINTS) - 2, row * (2.0 / POINTS) - 1);
            }
        }
    }
    printf("check sum %ld\n", sum);
    return 0;
}
