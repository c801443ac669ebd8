namespace Glissade.Kernels.Tests;

public sealed unsafe class ComparisonTests
{
    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void EachBitTellsWhetherItsElementIsGreater(string width)
    {
        float[] values = [0, -0f, 1, -1, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, 1e-45f];
        KernelSet kernels = KernelSet.ByName(width);
        RandomStream random = new(1);
        for (int round = 0; round < 500; round++)
        {
            using TestMemory a = new(16, misaligned: true);
            using TestMemory b = new(16, misaligned: true);
            ulong expected = 0;
            for (int i = 0; i < 16; i++)
            {
                a.Span[i] = values[random.NextInt32(values.Length)];
                b.Span[i] = values[random.NextInt32(values.Length)];
                expected |= a.Span[i] > b.Span[i] ? 1UL << i : 0;
            }
            Assert.Equal(expected, kernels.GreaterThanMask16(a.Pointer, b.Pointer));
        }
    }
}
