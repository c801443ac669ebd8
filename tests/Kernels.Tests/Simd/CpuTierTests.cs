using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Glissade.Kernels.Tests;

public sealed class CpuTierTests
{
    /// <summary>A run that means to test a tier names it here: an ignored switch would otherwise test another tier unnoticed.</summary>
    private const string ExpectedTierVariable = "GLISSADE_EXPECTED_TIER";

    [Fact]
    public void TheTierIsTheOneThisRunExpects()
    {
        string? expected = Environment.GetEnvironmentVariable(ExpectedTierVariable);
        if (string.IsNullOrEmpty(expected))
            expected = TierByHardware();
        Assert.Equal(expected, CpuTier.Name);
    }

    [Fact]
    public void LanesAreThoseOfTheTier() =>
        Assert.Equal(CpuTier.Name switch { "avx512" => 16, "avx2" => 8, _ => 4 }, CpuTier.Lanes);

    private static string TierByHardware()
    {
        if (Vector512.IsHardwareAccelerated)
            return "avx512";
        if (Vector256.IsHardwareAccelerated)
            return "avx2";
        if (!Vector128.IsHardwareAccelerated)
            return "portable";
        return AdvSimd.IsSupported ? "neon" : X86Base.IsSupported ? "sse" : "other";
    }
}
