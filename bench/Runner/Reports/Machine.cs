using System.Runtime.InteropServices;

namespace Glissade.Runner.Reports;

/// <summary>What a reader must know of the machine to place its figures.</summary>
internal static class Machine
{
    private const string CpuInfo = "/proc/cpuinfo";

    /// <summary>The processor's name where the system tells, otherwise its architecture.</summary>
    public static string Processor()
    {
        string? named = OperatingSystem.IsLinux() && File.Exists(CpuInfo) ? ModelName(File.ReadLines(CpuInfo)) : null;
        return named ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    /// <summary>The first line such as "model name : AMD EPYC".</summary>
    private static string? ModelName(IEnumerable<string> lines) => lines
        .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
        .FirstOrDefault(parts => parts is ["model name", not ""])?[1];
}
