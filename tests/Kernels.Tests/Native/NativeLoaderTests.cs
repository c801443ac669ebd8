namespace Glissade.Kernels.Tests;

public sealed class NativeLoaderTests
{
    /// <summary>A run that means to test with or without the library names it here: it would otherwise be skipped unnoticed.</summary>
    private const string ExpectedNativeVariable = "GLISSADE_EXPECTED_NATIVE";

    [Fact]
    public void TheLibraryIsTheOneThisRunExpects()
    {
        string? expected = Environment.GetEnvironmentVariable(ExpectedNativeVariable);
        if (string.IsNullOrEmpty(expected))
            Assert.Skip($"{ExpectedNativeVariable} names nothing");
        Assert.Equal(expected, NativeKernels.Feature);
    }

    [Fact]
    public void OffLoadsNothing() => Assert.Equal(0, NativeLoader.Load("off"));

    [Fact]
    public void AFileThatIsNotThereIsNoError() => Assert.Equal(0, NativeLoader.Load(Path.Combine(AppContext.BaseDirectory, "none.so")));

    [Fact]
    public void AFileThatIsNoLibraryIsNoError() => Assert.Equal(0, NativeLoader.Load(typeof(NativeLoader).Assembly.Location));

    [Fact]
    public void NamesSayWhatIsUsed()
    {
        Assert.Equal(NativeGatherDot.IsActive ? NativeKernels.Feature : "none", NativeFeatures.Name);
        Assert.Equal(CpuTier.Name + (NativeFeatures.Name == "none" ? "" : "+" + NativeFeatures.Name), NativeFeatures.Instructions);
        Assert.True(CpuTier.Name is "avx512" || NativeFeatures.Name == "none");
    }
}
