using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using Glissade.Kernels;

namespace Glissade.Cli;

/// <summary>Prints the version and the instructions that the kernels use on this machine.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"glissade {Version()} ({NativeFeatures.Instructions})");
        return ExitCode.Ok;
    }

    private static string Version()
    {
        string? version = typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        // What follows a plus sign is the commit.
        return version?.Split('+')[0] ?? "unknown";
    }
}
