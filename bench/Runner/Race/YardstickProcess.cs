using System.Diagnostics;
using System.Globalization;
using Glissade.Runner.Data;
using Glissade.Runner.Training;

namespace Glissade.Runner.Race;

/// <summary>
/// The external program: PROGRAM TRAIN TEST --batch 256 --lr 1e-3 --epochs E --evaln N and the method's own settings, N the number of test
/// points. Threads are OpenMP's; waiting ones sleep, for there may be no more processors than threads.
/// </summary>
internal static class YardstickProcess
{
    public static Task<ChildResult> Run(
        string program, RaceMethod method, int threads, DataFiles files, int testPoints, CancellationToken cancellation)
    {
        ProcessStartInfo start = new(program, [files.TrainPath, files.TestPath!, .. Arguments(method, testPoints)]);
        start.Environment["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        start.Environment["OMP_WAIT_POLICY"] = "passive";
        return ChildProcess.Run(start, cancellation);
    }

    /// <summary>All but the files.</summary>
    public static IReadOnlyList<string> Arguments(RaceMethod method, int testPoints) =>
    [
        "--batch", "256", "--lr", "1e-3", "--epochs", method.Epochs.ToString(CultureInfo.InvariantCulture),
        "--evaln", testPoints.ToString(CultureInfo.InvariantCulture), .. method.Settings,
    ];
}
