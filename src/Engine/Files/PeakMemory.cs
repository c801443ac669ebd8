using System.Diagnostics;
using System.Globalization;

namespace Glissade;

/// <summary>The most physical memory that this process has held.</summary>
public static class PeakMemory
{
    /// <summary>
    /// Peak resident bytes since the process started: VmHWM of /proc/self/status on Linux, the peak working set elsewhere.
    /// Null where the system does not tell.
    /// </summary>
    public static long? ResidentBytes()
    {
        if (OperatingSystem.IsLinux() && FromStatusFile("/proc/self/status") is long bytes)
            return bytes;
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 is > 0 and long peak ? peak : null;
    }

    private static long? FromStatusFile(string path)
    {
        try
        {
            return ParseStatus(File.ReadLines(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Sandboxes hide /proc; the caller has another source.
            return null;
        }
    }

    /// <summary>Reads a line such as "VmHWM:     5124 kB"; the kernel's kB are 1024 bytes.</summary>
    internal static long? ParseStatus(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            if (!line.StartsWith("VmHWM:", StringComparison.Ordinal))
                continue;
            string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            bool understood = words.Length == 3 && words[2] == "kB";
            if (understood && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long kibibytes))
                return kibibytes * 1024;
        }
        return null;
    }
}
