using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Glissade.Cli.Tests.Processes;

/// <summary>The command as a process of its own.</summary>
internal sealed partial class CommandProcess : IDisposable
{
    public const int SigInt = 2;
    public const int SigTerm = 15;

    private readonly Process process;
    private readonly StringBuilder error = new();

    public CommandProcess(params string[] args)
    {
        string command = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "glissade.exe" : "glissade");
        (string name, string[] all) = InterruptIsIgnored() ? ("env", ["--default-signal=INT", command, .. args]) : (command, args);
        process = new Process
        {
            StartInfo = new ProcessStartInfo(name, all)
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

    /// <summary>
    /// Whether processes started from here would ignore SIGINT, as all do that a shell without job control started with an ampersand.
    /// Then <c>env</c> starts the command, in the same process, with the signal's default.
    /// </summary>
    private static bool InterruptIsIgnored()
    {
        const string Label = "SigIgn:";
        if (!OperatingSystem.IsLinux())
            return false;
        string ignored = File.ReadLines("/proc/self/status").First(line => line.StartsWith(Label, StringComparison.Ordinal));
        return (ulong.Parse(ignored.AsSpan(Label.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (SigInt - 1))) != 0;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
