namespace Glissade.Kernels;

/// <summary>What the optional C library adds to <see cref="CpuTier"/> in this process.</summary>
/// <remarks>The environment variable GLISSADE_NATIVE names the library's file, or is "off".</remarks>
public static class NativeFeatures
{
    /// <summary>"avx512-bf16", or "none": the library is absent, turned off, or has nothing for this processor that is used.</summary>
    public static string Name => NativeGatherDot.IsActive ? NativeKernels.Feature : "none";

    /// <summary>What the kernels of this process run on: the tier, as in "avx2", or tier and feature, as in "avx512+avx512-bf16".</summary>
    public static string Instructions => NativeGatherDot.IsActive ? $"{CpuTier.Name}+{Name}" : CpuTier.Name;
}
