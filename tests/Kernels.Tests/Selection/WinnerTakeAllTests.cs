namespace Glissade.Kernels.Tests;

public sealed unsafe class WinnerTakeAllTests
{
    private const int Lanes = WinnerTakeAll.Lanes;

    private static readonly float[] Special =
        [0, -0f, float.NaN, float.NegativeInfinity, float.PositiveInfinity, 1, 1, float.Epsilon, -float.Epsilon, -3];

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void VectorsAreTransposedWithOrWithoutTheirZeros(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        RandomStream random = new(4);
        foreach (int dimension in (int[])[1, 2, 7, 16, 129])
        {
            for (int count = 1; count <= Lanes; count++)
            {
                // Between the rows lies what is in no vector.
                using TestMemory rows = new(count * (dimension + 3));
                Draw(rows.Span, ref random);
                using TestMemory expected = new(dimension * Lanes, misaligned: true);
                using TestMemory actual = new(dimension * Lanes, misaligned: true);
                foreach (bool zeros in (bool[])[false, true])
                {
                    if (zeros)
                    {
                        Scalar.TransposeValues(rows.Pointer, dimension + 3, count, dimension, expected.Pointer);
                        kernels.TransposeValues(rows.Pointer, dimension + 3, count, dimension, actual.Pointer);
                    }
                    else
                    {
                        Scalar.TransposePresent(rows.Pointer, dimension + 3, count, dimension, expected.Pointer);
                        kernels.TransposePresent(rows.Pointer, dimension + 3, count, dimension, actual.Pointer);
                    }

                    for (int i = 0; i < dimension * Lanes; i++)
                    {
                        if (i % Lanes < count && !expected.Span[i].Equals(actual.Span[i]))
                            Assert.Fail($"{count} x {dimension}, element {i}");
                    }
                    actual.AssertSurroundings();
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void WinnersAreThoseOfTheScalarDefinition(string width)
    {
        const int Dimension = 24;
        const int Bins = 30;
        KernelSet kernels = KernelSet.ByName(width);
        RandomStream random = new(6);
        using TestMemory rows = new(Lanes * Dimension);
        using GuardedBuffer<float> transposed = new(Dimension * Lanes);
        using GuardedBuffer<int> found = new(Bins * Lanes);
        int[] expected = new int[Bins * Lanes];
        foreach (int binSize in (int[])[1, 2, 5, 8])
        {
            int[] members = new int[binSize * Bins];
            for (int round = 0; round < 50; round++)
            {
                foreach (ref int member in members.AsSpan())
                    member = random.NextInt32(Dimension);
                Draw(rows.Span, ref random);
                Scalar.TransposePresent(rows.Pointer, Dimension, Lanes, Dimension, transposed.Pointer);
                fixed (int* codes = expected)
                    Scalar.FindWinners(transposed.Pointer, members, binSize, codes);
                kernels.FindWinners(transposed.Pointer, members, binSize, found.Pointer);
                Assert.Equal(expected, found.Span);
                Assert.All(expected, code => Assert.InRange(code, WinnerTakeAll.NoWinner, binSize - 1));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void TheFirstOfEqualsWinsAndNothingButMinusInfinityHasNoWinner(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        using TestMemory transposed = new(4 * Lanes);
        int[] codes = new int[2 * Lanes];
        transposed.Span[(3 * Lanes)..].Fill(float.NegativeInfinity);
        fixed (int* c = codes)
            kernels.FindWinners(transposed.Pointer, [3, 1, 2, 3, 3, 3], 3, c);
        Assert.All(codes[..Lanes], code => Assert.Equal(1, code));
        Assert.All(codes[Lanes..], code => Assert.Equal(WinnerTakeAll.NoWinner, code));
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void CodesArePackedAsByTheScalarDefinition(string width)
    {
        const int CodeBits = 3;
        KernelSet kernels = KernelSet.ByName(width);
        RandomStream random = new(8);
        for (int codesPerTable = 1; codesPerTable <= 10; codesPerTable++)
        {
            foreach (int tables in (int[])[1, 3, 17])
            {
                using GuardedBuffer<int> codes = new(tables * codesPerTable * Lanes);
                using GuardedBuffer<int> packed = new(tables * Lanes);
                foreach (ref int code in codes.Span)
                    code = random.NextInt32(8);
                codes.Span[random.NextInt32(codes.Length)] = WinnerTakeAll.NoWinner;
                int[] expected = new int[tables * Lanes];
                uint missing;
                fixed (int* e = expected)
                    missing = Scalar.PackWinners(codes.Pointer, tables, codesPerTable, CodeBits, e);
                Assert.Equal(missing, kernels.PackWinners(codes.Pointer, tables, codesPerTable, CodeBits, packed.Pointer));
                Assert.Equal(1, System.Numerics.BitOperations.PopCount(missing));
                for (int i = 0; i < expected.Length; i++)
                    Assert.True((missing >> (i % Lanes) & 1) != 0 || expected[i] == packed.Span[i], $"{codesPerTable} codes, place {i}");
            }
        }
    }

    private static void Draw(Span<float> values, ref RandomStream random)
    {
        foreach (ref float value in values)
            value = random.NextInt32(4) == 0 ? random.NextGaussian() : Special[random.NextInt32(Special.Length)];
    }
}
