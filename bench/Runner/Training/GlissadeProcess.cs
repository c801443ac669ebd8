using System.Diagnostics;

namespace Glissade.Runner.Training;

/// <summary>The built command, run as a process of its own: what is measured is what a user gets.</summary>
internal static class GlissadeProcess
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "glissade.dll");

    /// <summary>Runs the command to its end.</summary>
    /// <returns>The exit code, and all that went to the error stream.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled; the process is gone.</exception>
    public static async Task<(int ExitCode, string Messages)> Run(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Assembly, .. arguments]);
        ChildResult result = await ChildProcess.Run(start, cancellation);
        return (result.ExitCode, result.Messages);
    }
}
