using System.Diagnostics;

namespace Glissade.Cli.Tests.Processes;

/// <summary>
/// Runs a shell script that sees a small file system of its own, which nobody else sees and which is gone when the script ends.
/// </summary>
internal static class SmallDisk
{
    /// <summary>
    /// The script may call <c>glissade</c>; its exit code is the answer. Skips the test where such a file system cannot be made.
    /// </summary>
    /// <param name="mountOptions">Options of the file system, for instance size=64k.</param>
    /// <param name="folder">Where it is seen; empty at first.</param>
    /// <param name="script">Lines of sh.</param>
    public static int Run(string mountOptions, string folder, string script)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a tmpfs in a mount namespace");
        Directory.CreateDirectory(folder);
        string mount = $"mount -t tmpfs -o {mountOptions} tmpfs '{folder}'";
        Assert.SkipUnless(Shell(mount) == 0, "this user may not mount a tmpfs in a namespace of their own (unshare -rm)");
        return Shell($"{mount} || exit 99\nPATH=\"{AppContext.BaseDirectory}:$PATH\"\n{script}");
    }

    private static int Shell(string script)
    {
        ProcessStartInfo start = new("unshare", ["-rm", "sh", "-c", script])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return process.ExitCode;
    }
}
