using System.Diagnostics;
using System.Runtime.Intrinsics;
using Glissade.Kernels;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Tiers;

/// <summary>Nanoseconds of one kernel for one row: medians over the rounds; NaN where there is no such width or definition.</summary>
internal sealed record TierResult(string Kernel, double Vector512, double Vector256, double Vector128, double Definition);

/// <summary>Measures every kernel at every width on rows of one length, in turn, several rounds of all.</summary>
internal static class TiersBenchmark
{
    /// <summary>Time that one measurement takes at least, roughly: a thousand times what the clock resolves.</summary>
    private const double TargetSeconds = 3e-4;

    /// <summary>Passes that are not counted, with pauses in which the JIT's background thread puts better code in place.</summary>
    private const int WarmUpPasses = 10;
    private const int PauseMilliseconds = 200;

    public static IReadOnlyList<TierResult> Run(int length, int rounds)
    {
        using TierOperands operands = new(length);
        IReadOnlyList<TierKernel> kernels = TierKernels<Vector128<float>, Simd128>.All;
        Action<TierOperands>?[] runs =
        [
            .. Widths(Vector512.IsHardwareAccelerated, TierKernels<Vector512<float>, Simd512>.All),
            .. Widths(Vector256.IsHardwareAccelerated, TierKernels<Vector256<float>, Simd256>.All),
            .. Widths(Vector128.IsHardwareAccelerated, kernels),
            .. kernels.Select(kernel => kernel.Definition),
        ];
        int[] repeats = new int[runs.Length];
        for (int pass = 0; pass < WarmUpPasses; pass++)
        {
            for (int i = 0; i < runs.Length; i++)
                repeats[i] = Repeats(runs[i], operands);
            Thread.Sleep(PauseMilliseconds);
        }
        double[][] times = [.. runs.Select(_ => new double[rounds])];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < runs.Length; i++)
                times[i][round] = Nanoseconds(runs[i], operands, repeats[i]);
        }
        double[] medians = [.. times.Select(Median.Of)];
        return [.. kernels.Select((kernel, i) => new TierResult(
            kernel.Name, medians[i], medians[i + kernels.Count], medians[i + (2 * kernels.Count)], medians[i + (3 * kernels.Count)]))];
    }

    private static IEnumerable<Action<TierOperands>?> Widths(bool supported, IReadOnlyList<TierKernel> kernels) =>
        kernels.Select(kernel => supported ? kernel.Vectors : null);

    /// <summary>How often to run so that it takes about <see cref="TargetSeconds"/>.</summary>
    private static int Repeats(Action<TierOperands>? run, TierOperands operands)
    {
        const int trial = 50;
        double seconds = trial * operands.Rows * Nanoseconds(run, operands, trial) / 1e9;
        return double.IsNaN(seconds) ? 1 : (int)(trial * TargetSeconds / Math.Max(seconds, 1e-7)) + 1;
    }

    private static double Nanoseconds(Action<TierOperands>? run, TierOperands operands, int repeats)
    {
        if (run is null)
            return double.NaN;
        run(operands); // brings the operands back into the cache
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
            run(operands);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / repeats / operands.Rows;
    }
}
