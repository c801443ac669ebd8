using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Glissade.Cli.Tests.Processes;

/// <summary>The command as a process of its own.</summary>
internal sealed partial class CommandProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder error = new();

    public CommandProcess(params string[] args)
    {
        string name = OperatingSystem.IsWindows() ? "glissade.exe" : "glissade";
        process = new Process
        {
            StartInfo = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, name), args)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.ErrorDataReceived += (_, line) =>
        {
            lock (error)
                error.Append(line.Data).Append('\n');
        };
        process.Start();
        process.BeginErrorReadLine();
    }

    public bool HasExited => process.HasExited;

    public StreamWriter Input => process.StandardInput;

    public StreamReader Output => process.StandardOutput;

    public string Error
    {
        get
        {
            lock (error)
                return error.ToString();
        }
    }

    /// <summary>Waits until the message has come, or the process has ended without it.</summary>
    public async Task WaitForMessage(string message)
    {
        while (!Error.Contains(message, StringComparison.Ordinal))
        {
            Assert.False(process.HasExited, $"the process ended without \"{message}\": {Error}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Sends a POSIX signal.</summary>
    public void Signal(int signal) => Assert.Equal(0, Kill(process.Id, signal));

    /// <summary>Ends the process at once, without a chance to do anything (SIGKILL).</summary>
    public void Kill() => process.Kill();

    public async Task<int> WaitForExit()
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
