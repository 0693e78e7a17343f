/* Five bodies that attract each other, in small steps: double additions, multiplications, divisions and square roots. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define BODIES 5
#define STEPS 500

struct body { double x, y, z, vx, vy, vz, mass; };

static struct body bodies[BODIES];

static void place(void) {
    for (int i = 0; i < BODIES; i++) {
        struct body *b = &bodies[i];
        b->x = 1.5 * i;
        b->y = 0.25 * i * i - 1;
        b->z = 0.125 * (i & 1);
        b->vx = 0.01 * i;
        b->vy = 0.3 - 0.05 * i;
        b->vz = 0;
        b->mass = i == 0 ? 4 : 0.125;
    }
}

static void step(double time) {
    for (int i = 0; i < BODIES; i++) {
        struct body *a = &bodies[i];
        for (int j = i + 1; j < BODIES; j++) {
            struct body *b = &bodies[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            double square = dx * dx + dy * dy + dz * dz + 0.0625;
            double pull = time / (square * sqrt(square));
            a->vx -= dx * b->mass * pull;
            a->vy -= dy * b->mass * pull;
            a->vz -= dz * b->mass * pull;
            b->vx += dx * a->mass * pull;
            b->vy += dy * a->mass * pull;
            b->vz += dz * a->mass * pull;
        }
    }
    for (int i = 0; i < BODIES; i++) {
        struct body *b = &bodies[i];
        b->x += time * b->vx;
        b->y += time * b->vy;
        b->z += time * b->vz;
    }
}

int main(int argc, char **argv) {
    double sum = 0;
    for (int rounds = atoi(argv[1]); rounds > 0; rounds--) {
        place();
        for (int i = 0; i < STEPS; i++) {
            step(0.01);
        }
        sum += bodies[0].x;
    }
    printf("check sum %.17g\n", sum);
    return 0;
}
