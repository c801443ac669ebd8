using System.Diagnostics;

namespace Glissade.Runner.Training;

/// <summary>What a process left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">All that went to its standard output.</param>
/// <param name="Messages">All that went to its error stream.</param>
/// <param name="PeakBytes">Its peak resident memory, read four times a second; NaN if the system does not tell.</param>
internal sealed record ChildResult(int ExitCode, string Output, string Messages, double PeakBytes);

/// <summary>Runs a program to its end.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan MemoryInterval = TimeSpan.FromMilliseconds(250);

    /// <exception cref="OperationCanceledException">The run was cancelled; the process is gone.</exception>
    public static async Task<ChildResult> Run(ProcessStartInfo start, CancellationToken cancellation)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("the system started no process");
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
            Task<string> messages = process.StandardError.ReadToEndAsync(cancellation);
            double peak = await PeakOf(process, Task.WhenAll(output, messages), cancellation);
            await process.WaitForExitAsync(cancellation);
            return new ChildResult(process.ExitCode, await output, await messages, peak > 0 ? peak : double.NaN);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>The system keeps the peak while the process lives, so the last reading misses only the last moment.</summary>
    private static async Task<double> PeakOf(Process process, Task<string[]> streams, CancellationToken cancellation)
    {
        double peak = 0;
        while (!streams.IsCompleted)
        {
            await Task.WhenAny(streams, Task.Delay(MemoryInterval, cancellation));
            cancellation.ThrowIfCancellationRequested();
            try
            {
                process.Refresh();
                peak = Math.Max(peak, process.PeakWorkingSet64);
            }
            catch (InvalidOperationException)
            {
                break;
            }
        }
        await streams;
        return peak;
    }
}
