using Glissade.Kernels;

namespace Glissade.Runner.Errors;

/// <summary>Compares the transcendental kernels with double precision, for every single-precision number there is.</summary>
internal static unsafe class KernelErrors
{
    private const int BlockBits = 16;

    /// <summary>Largest errors of e^x, log(1 + e^x) and 1 / (1 + e^-x) over all x.</summary>
    public static (UlpError Exp, UlpError Logistic, UlpError Sigmoid) Measure(int threads)
    {
        UlpError[][] errors = [.. Enumerable.Range(0, threads).Select(_ => new UlpError[3])];
        using WorkerTeam team = new(threads);
        using RowMatrix blocks = new(threads, 1 << BlockBits);
        team.ForBlocks(1 << (32 - BlockBits), 64, (worker, start, end) =>
        {
            float* values = blocks.RowPointer(worker);
            for (int block = start; block < end; block++)
            {
                ObserveExp(block, values, ref errors[worker][0]);
                ObserveLogistic(block, ref errors[worker][1], ref errors[worker][2]);
            }
        });
        UlpError[] largest = [.. Enumerable.Range(0, 3).Select(i => errors.Select(own => own[i]).Aggregate(UlpError.Larger))];
        return (largest[0], largest[1], largest[2]);
    }

    private static float Input(int block, int i) => BitConverter.Int32BitsToSingle((block << BlockBits) | i);

    private static void ObserveExp(int block, float* values, ref UlpError error)
    {
        for (int i = 0; i < 1 << BlockBits; i++)
            values[i] = Input(block, i);
        // With a shift of 0 the kernel leaves the exponentials where the numbers were.
        SoftmaxKernels.ExpSum(values, 1 << BlockBits, 0);
        for (int i = 0; i < 1 << BlockBits; i++)
            error.Observe(Math.Exp(Input(block, i)), values[i], Input(block, i));
    }

    private static void ObserveLogistic(int block, ref UlpError loss, ref UlpError sigmoid)
    {
        for (int i = 0; i < 1 << BlockBits; i++)
        {
            // One at a time, because the kernel returns the sum of the losses.
            float x = Input(block, i);
            float derivative = x;
            double actual = LossKernels.LogisticNegatives(&derivative, 1, 1);
            double e = Math.Exp(-Math.Abs((double)x));
            loss.Observe(Math.Max((double)x, 0) + Scalar.LogOnePlus(e), (float)actual, x);
            sigmoid.Observe((x < 0 ? e : 1) / (1 + e), derivative, x);
        }
    }
}
