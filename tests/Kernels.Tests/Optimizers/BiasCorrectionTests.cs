namespace Glissade.Kernels.Tests;

public sealed class BiasCorrectionTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.9)]
    [InlineData(0.999)]
    public void ItIsOneOverOneMinusThePower(double decay)
    {
        BiasCorrection correction = new(decay);
        for (int step = 1; step < 40_000; step = (step * 3 / 2) + 1)
            Assert.Equal(1 - Math.Pow(decay, step), 1 / correction.At(step), 1e-7);
        Assert.Equal(1, correction.At(1 << 24));
    }
}
