using System.Runtime.InteropServices;

namespace Glissade.Kernels;

/// <summary>Finds the optional C library (native/README.md). That there is none, or none that fits, is no error.</summary>
internal static class NativeLoader
{
    /// <summary>Path of the library, or "off".</summary>
    internal const string Variable = "GLISSADE_NATIVE";

    private const string Off = "off";
    private const string Name = "glissade_native";

    /// <summary>A handle to the library, or zero.</summary>
    /// <param name="path">What <see cref="Variable"/> holds.</param>
    public static nint Load(string? path)
    {
        if (!string.IsNullOrEmpty(path))
            return path == Off || !NativeLibrary.TryLoad(path, out nint named) ? 0 : named;
        string file = Path.Combine(AppContext.BaseDirectory, "runtimes", Platform, "native", FileName);
        // The second way finds what a package brought, and a file beside the assembly.
        return NativeLibrary.TryLoad(file, out nint handle)
            || NativeLibrary.TryLoad(Name, typeof(NativeLoader).Assembly, DllImportSearchPath.AssemblyDirectory, out handle) ? handle : 0;
    }

    private static string FileName =>
        OperatingSystem.IsWindows() ? Name + ".dll" : OperatingSystem.IsMacOS() ? $"lib{Name}.dylib" : $"lib{Name}.so";

    /// <summary>The portable runtime identifier of this process: the runtime's own may name a distribution.</summary>
    private static string Platform
    {
        get
        {
            string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
            return RuntimeInformation.ProcessArchitecture switch
            {
                Architecture.X64 => system + "-x64",
                Architecture.Arm64 => system + "-arm64",
                _ => system,
            };
        }
    }
}
