namespace Glissade.Kernels.Tests;

public sealed unsafe class PolytopeVerticesTests
{
    private const int Lanes = WinnerTakeAll.Lanes;

    private static readonly float[] Special =
        [0, -0f, float.NaN, float.NegativeInfinity, float.PositiveInfinity, 1, -1, float.Epsilon, -float.Epsilon, 3, -3];

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void VerticesAreThoseOfTheScalarDefinition(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        RandomStream random = new(6);
        foreach (int size in (int[])[1, 2, 8, 32, 512])
        {
            foreach (int runs in (int[])[1, 2, 5])
            {
                using GuardedBuffer<float> vectors = new(runs * size * Lanes);
                using GuardedBuffer<int> found = new(runs * Lanes);
                int[] expected = new int[runs * Lanes];
                for (int round = 0; round < 10; round++)
                {
                    foreach (ref float value in vectors.Span)
                        value = random.NextInt32(5) < round / 2 ? Special[random.NextInt32(Special.Length)] : random.NextGaussian();
                    fixed (int* codes = expected)
                        Scalar.FindVertices(vectors.Pointer, runs, size, codes);
                    kernels.FindVertices(vectors.Pointer, runs, size, found.Pointer);
                    Assert.Equal(expected, found.Span);
                    Assert.All(expected, code => Assert.InRange(code, 0, (2 * size) - 1));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void TheFirstOfEqualsWinsWhateverItsSignAndNothingGivesZero(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        using TestMemory vectors = new(8 * Lanes);
        vectors.Span.Slice(1 * Lanes, Lanes).Fill(-2);
        vectors.Span.Slice(2 * Lanes, Lanes).Fill(2);
        vectors.Span.Slice(4 * Lanes, Lanes).Fill(float.NaN);
        vectors.Span.Slice(6 * Lanes, Lanes).Fill(-0f);
        int[] codes = new int[2 * Lanes];
        fixed (int* c = codes)
            kernels.FindVertices(vectors.Pointer, 2, 4, c);
        Assert.All(codes[..Lanes], code => Assert.Equal(1 + 4, code));
        Assert.All(codes[Lanes..], code => Assert.Equal(0, code));
    }
}
