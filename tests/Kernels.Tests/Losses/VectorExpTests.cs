namespace Glissade.Kernels.Tests;

/// <summary>The exponential by itself, as a sum of exponentials with a shift of 0 leaves it behind.</summary>
public sealed unsafe class VectorExpTests
{
    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void TheErrorStaysBelowTheDocumentedBound(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        using TestMemory inputs = TestMemory.Of([.. Ulps.Floats(), .. Dense()]);
        using TestMemory actual = inputs.Copy();
        kernels.ExpSum(actual.Pointer, actual.Length, 0);
        for (int i = 0; i < inputs.Length; i++)
        {
            double error = Ulps.Error(Math.Exp(inputs.Pointer[i]), actual.Pointer[i]);
            if (error > VectorExp.MaxUlps)
                Assert.Fail($"e^{inputs.Pointer[i]:R} is {actual.Pointer[i]:R}, {error} units in the last place off");
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void TheEndsOfTheRangeAreExact(string width)
    {
        Assert.Equal(1, Exp(width, 0));
        Assert.Equal(1, Exp(width, -0f));
        Assert.Equal(1, Exp(width, 1e-40f));
        Assert.Equal(0, Exp(width, float.NegativeInfinity));
        Assert.Equal(0, Exp(width, float.MinValue));
        Assert.Equal(0, Exp(width, -104));
        Assert.Equal(float.Epsilon, Exp(width, -103));
        Assert.InRange(Exp(width, 88.72283f), 3.4027e38f, float.MaxValue);
        Assert.Equal(float.PositiveInfinity, Exp(width, 88.722845f));
        Assert.Equal(float.PositiveInfinity, Exp(width, 89));
        Assert.Equal(float.PositiveInfinity, Exp(width, float.MaxValue));
        Assert.Equal(float.PositiveInfinity, Exp(width, float.PositiveInfinity));
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void WhatIsNotANumberStaysNoneWhateverItsBits(string width)
    {
        foreach (uint bits in (uint[])[0x7FC00000, 0xFFC00000, 0x7F800001, 0xFFFFFFFF, 0x7FC00101, 0x7F8000FF])
            Assert.True(float.IsNaN(Exp(width, BitConverter.UInt32BitsToSingle(bits))), $"{bits:X}");
    }

    /// <summary>Numbers near those where one power of two gives way to the next, where the polynomial's argument is largest.</summary>
    private static IEnumerable<float> Dense()
    {
        for (int n = -127; n <= 128; n++)
        {
            float x = (float)((n + 0.5) * Math.Log(2));
            for (int i = -20; i <= 20; i++)
                yield return BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(x) + i);
        }
    }

    private static float Exp(string width, float x)
    {
        using TestMemory values = new(16);
        values.Span.Fill(x);
        KernelSet.ByName(width).ExpSum(values.Pointer, 16, 0);
        Assert.All(values.Span.ToArray(), value => Assert.Equal(values.Pointer[0], value));
        return values.Pointer[0];
    }
}
