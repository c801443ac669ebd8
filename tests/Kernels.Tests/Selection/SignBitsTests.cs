namespace Glissade.Kernels.Tests;

public sealed unsafe class SignBitsTests
{
    private static readonly float[] Special =
        [0f, -0f, float.NaN, -float.NaN, float.Epsilon, -float.Epsilon, float.PositiveInfinity, float.NegativeInfinity, 1, -1];

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void SignsArePackedAsByTheScalarDefinition(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int count in Widths.RowLengths)
        {
            RandomStream random = new(3, (ulong)count);
            foreach (bool misaligned in (bool[])[false, true])
            {
                using TestMemory values = new(count, misaligned);
                foreach (ref float value in values.Span)
                    value = random.NextInt32(3) == 0 ? Special[random.NextInt32(Special.Length)] : random.NextGaussian();
                // One word more at the end, which nobody may write.
                ushort[] expected = [.. new ushort[count / 16], 0xABCD];
                ushort[] actual = [.. expected];
                fixed (ushort* e = expected, a = actual)
                {
                    Scalar.PackSigns(values.Pointer, count, e);
                    kernels.PackSigns(values.Pointer, count, a);
                }
                Assert.Equal(expected, actual);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void PackingStaysBeforeAPageWithoutAccess(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int count in Widths.RowLengths)
        {
            using GuardedBuffer<float> values = new(count);
            using GuardedBuffer<ushort> words = new(count / 16);
            values.Span.Fill(1);
            kernels.PackSigns(values.Pointer, count, words.Pointer);
            Assert.All(words.Span.ToArray(), word => Assert.Equal(ushort.MaxValue, word));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(13)]
    [InlineData(SignBits.MaxFieldBits)]
    public void ExtractReadsTheBitStringAtAnyOffset(int width)
    {
        using AlignedBuffer<ushort> words = new(16);
        RandomStream random = new(9);
        foreach (ref ushort word in words.Slice(0, 12))
            word = (ushort)random.NextUInt64();
        for (int offset = 0; offset + width <= 12 * 16; offset++)
        {
            ulong expected = 0;
            for (int i = 0; i < width; i++)
                expected |= (ulong)((words.Pointer[(offset + i) / 16] >> ((offset + i) % 16)) & 1) << i;
            Assert.Equal(expected, SignBits.Extract(words.Pointer, offset, width));
        }
    }
}
