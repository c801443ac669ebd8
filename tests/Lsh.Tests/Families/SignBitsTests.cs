using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed unsafe class SignBitsTests
{
    private static readonly float[] Special =
        [0f, -0f, float.NaN, -float.NaN, float.Epsilon, -float.Epsilon, float.PositiveInfinity, float.NegativeInfinity, 1, -1];

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(176)]
    public void EveryWidthPacksAsTheScalarDefinition(int count)
    {
        using AlignedBuffer<float> values = new(count);
        using AlignedBuffer<ushort> words = new(count / 16);
        RandomStream random = new(3, (ulong)count);
        for (int round = 0; round < 50; round++)
        {
            foreach (ref float value in values.Slice(0, count))
                value = random.NextInt32(3) == 0 ? Special[random.NextInt32(Special.Length)] : random.NextGaussian();
            SignBits.PackScalar(values.Pointer, count, words.Pointer);
            ushort[] expected = words.Slice(0, count / 16).ToArray();
            for (int i = 0; i < count; i++)
                Assert.Equal(values.Pointer[i] > 0, ((expected[i / 16] >> (i % 16)) & 1) == 1);
            Check(expected, words, () => SignBits.Pack128(values.Pointer, count, words.Pointer));
            Check(expected, words, () => SignBits.Pack256(values.Pointer, count, words.Pointer));
            Check(expected, words, () => SignBits.Pack512(values.Pointer, count, words.Pointer));
            Check(expected, words, () => SignBits.Pack(values.Pointer, count, words.Pointer));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(13)]
    [InlineData(56)]
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

    private static void Check(ushort[] expected, AlignedBuffer<ushort> words, Action pack)
    {
        words.Clear();
        pack();
        Assert.Equal(expected, words.Slice(0, expected.Length).ToArray());
    }
}
