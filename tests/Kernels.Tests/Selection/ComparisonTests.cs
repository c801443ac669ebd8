namespace Glissade.Kernels.Tests;

public sealed unsafe class ComparisonTests
{
    private static readonly float[] Values =
        [0, -0f, 1, -1, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.Epsilon];

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void EachBitTellsWhetherItsElementIsGreater(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        RandomStream random = new(1);
        for (int round = 0; round < 500; round++)
        {
            using TestMemory a = Draw(16, ref random);
            using TestMemory b = Draw(16, ref random);
            Assert.Equal(Scalar.GreaterThanMask16(a.Pointer, b.Pointer), kernels.GreaterThanMask16(a.Pointer, b.Pointer));
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void EachBitTellsWhetherItsElementIsAboveTheThreshold(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        RandomStream random = new(2);
        foreach (float threshold in Values)
        {
            for (int round = 0; round < 100; round++)
            {
                using TestMemory values = Draw(64, ref random);
                Assert.Equal(Scalar.AboveMask64(values.Pointer, threshold), kernels.AboveMask64(values.Pointer, threshold));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void MasksStayBeforeAPageWithoutAccess(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        using GuardedBuffer<float> values = new(64);
        using GuardedBuffer<float> zeros = new(16);
        values.Span[63] = 1;
        Assert.Equal(1UL << 63, kernels.AboveMask64(values.Pointer, 0));
        Assert.Equal(1UL << 15, kernels.GreaterThanMask16(values.Pointer + 48, zeros.Pointer));
    }

    private static TestMemory Draw(int length, ref RandomStream random)
    {
        TestMemory memory = new(length, misaligned: true);
        foreach (ref float value in memory.Span)
            value = random.NextInt32(2) == 0 ? random.NextGaussian() : Values[random.NextInt32(Values.Length)];
        return memory;
    }
}
