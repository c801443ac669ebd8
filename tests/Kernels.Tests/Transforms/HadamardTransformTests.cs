namespace Glissade.Kernels.Tests;

public sealed unsafe class HadamardTransformTests
{
    private const int Lanes = WinnerTakeAll.Lanes;

    private static readonly int[] Lengths = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void TransformIsThatOfTheScalarDefinition(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int length in Lengths)
        {
            using TestMemory input = TestMemory.Gaussian(length * Lanes, seed: 4);
            using TestMemory expected = input.Copy();
            using TestMemory actual = TestMemory.Of(input.Span, misaligned: true);
            Scalar.HadamardTransform(expected.Pointer, length);
            kernels.HadamardTransform(actual.Pointer, length);
            for (int i = 0; i < length * Lanes; i++)
            {
                double magnitude = 0;
                for (int element = 0; element < length; element++)
                    magnitude += Math.Abs(input.Span[(element * Lanes) + (i % Lanes)]);
                Near.Equal(expected.Span[i], actual.Span[i], magnitude, $"length {length}, place {i}");
            }

            actual.AssertSurroundings();
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void EveryWidthGivesTheSameBits(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int length in Lengths)
        {
            using TestMemory expected = TestMemory.Gaussian(length * Lanes, seed: 4, deviation: 3);
            using TestMemory actual = expected.Copy();
            KernelSet.ByName("Vector128").HadamardTransform(expected.Pointer, length);
            kernels.HadamardTransform(actual.Pointer, length);
            Assert.Equal(expected.Span, actual.Span);
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void TwiceIsTheLengthTimesTheVector(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        RandomStream random = new(7);
        foreach (int length in Lengths)
        {
            using GuardedBuffer<float> vectors = new(length * Lanes);
            foreach (ref float value in vectors.Span)
                value = random.NextInt32(9) - 4;
            float[] expected = [.. vectors.Span.ToArray().Select(value => length * value)];
            kernels.HadamardTransform(vectors.Pointer, length);
            kernels.HadamardTransform(vectors.Pointer, length);
            Assert.Equal(expected, vectors.Span);
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void ValuesThatAreNotFiniteStayInTheirVector(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        using TestMemory vectors = TestMemory.Gaussian(64 * Lanes, seed: 4);
        vectors.Span[(5 * Lanes) + 3] = float.NaN;
        vectors.Span[(6 * Lanes) + 4] = float.PositiveInfinity;
        kernels.HadamardTransform(vectors.Pointer, 64);
        for (int i = 0; i < 64 * Lanes; i++)
        {
            float value = vectors.Span[i];
            int vector = i % Lanes;
            Assert.True(vector == 3 ? float.IsNaN(value) : float.IsFinite(value) == (vector != 4), $"place {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void SignsAreFlippedOnTheWayAndInPlace(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        RandomStream random = new(7);
        foreach (int length in Lengths)
        {
            using TestMemory source = TestMemory.Gaussian(length * Lanes, seed: 4);
            using TestMemory signs = new(length);
            foreach (ref float sign in signs.Span)
                sign = random.NextInt32(2) == 0 ? -1 : 1;
            using TestMemory expected = new(length * Lanes);
            using TestMemory actual = new(length * Lanes, misaligned: true);
            Scalar.FlipSigns(source.Pointer, signs.Pointer, expected.Pointer, length);
            kernels.FlipSigns(source.Pointer, signs.Pointer, actual.Pointer, length);
            Assert.Equal(expected.Span, actual.Span);
            actual.AssertSurroundings();
            kernels.FlipSigns(source.Pointer, signs.Pointer, source.Pointer, length);
            Assert.Equal(expected.Span, source.Span);
        }
    }
}
