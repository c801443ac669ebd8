using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Glissade.Kernels;

/// <summary>The instruction set that the kernels run on in this process.</summary>
public static class CpuTier
{
    /// <summary>"avx512", "avx2", "sse", "neon" or "portable" (no vector hardware: the same methods in software).</summary>
    public static string Name =>
        Vector512.IsHardwareAccelerated ? "avx512"
        : Vector256.IsHardwareAccelerated && Avx2.IsSupported ? "avx2"
        : AdvSimd.IsSupported ? "neon"
        : Vector128.IsHardwareAccelerated ? "sse"
        : "portable";

    /// <summary>Single-precision lanes in the widest register the kernels use.</summary>
    public static int Lanes => Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;
}
