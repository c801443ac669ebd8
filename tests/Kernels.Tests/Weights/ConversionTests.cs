namespace Glissade.Kernels.Tests;

public sealed unsafe class ConversionTests
{
    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void NarrowingIsTheScalarOneToTheBit(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int length in Widths.RowLengths)
        {
            using TestMemory source = Numbers(length);
            using StoredRows nearest = new(WeightPrecision.BFloat16, 1, length);
            using StoredRows random = new(WeightPrecision.BFloat16, 1, length);
            kernels.Narrow(source.Pointer, (ushort*)nearest.Pointer, length);
            kernels.Narrow(source.Pointer, (ushort*)random.Pointer, length, 0xFFFFFF00);
            for (int i = 0; i < length; i++)
            {
                Assert.Equal(BFloat16.FromSingle(source.Span[i]), ((ushort*)nearest.Pointer)[i]);
                Assert.Equal(BFloat16.FromSingle(source.Span[i], 0xFFFFFF00 + (uint)i), ((ushort*)random.Pointer)[i]);
            }
            nearest.AssertSurroundings();
            random.AssertSurroundings();
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void WideningIsExact(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        using AlignedBuffer<ushort> every = new(1 << 16);
        using TestMemory wide = new(1 << 16, misaligned: true);
        for (int i = 0; i < every.Length; i++)
            every.Pointer[i] = (ushort)i;
        kernels.Widen(every.Pointer, wide.Pointer, 1 << 16);
        for (int i = 0; i < every.Length; i++)
            Assert.Equal((uint)i << 16, BitConverter.SingleToUInt32Bits(wide.Span[i]));
        wide.AssertSurroundings();
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void ConversionsStayBeforeAPageWithoutAccess(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int length in Widths.RowLengths)
        {
            using GuardedBuffer<float> wide = new(length);
            using GuardedBuffer<ushort> narrow = new(length);
            wide.Span.Fill(0.75f);
            kernels.Narrow(wide.Pointer, narrow.Pointer, length, 1);
            kernels.Narrow(wide.Pointer, narrow.Pointer, length);
            wide.Span.Clear();
            kernels.Widen(narrow.Pointer, wide.Pointer, length);
            Assert.Equal(0.75f, wide.Span[^1]);
        }
    }

    /// <summary>Awkward numbers at every place of a vector, between ordinary ones.</summary>
    private static TestMemory Numbers(int length)
    {
        TestMemory numbers = TestMemory.Gaussian(length, 3, misaligned: true);
        for (int i = 0; i < length; i += 3)
            numbers.Span[i] = BFloat16Tests.Awkward[i / 3 % BFloat16Tests.Awkward.Length];
        return numbers;
    }
}
