namespace Glissade.Kernels.Tests;

public sealed unsafe class SoftmaxColumnsTests
{
    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void EveryColumnIsTheScalarOne(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int count in Widths.RowLengths)
        {
            using TestMemory logits = TestMemory.Gaussian(count, 1, 3, misaligned: true);
            using TestMemory shifts = TestMemory.Gaussian(count, 2, 3, misaligned: true);
            using TestMemory newShifts = TestMemory.Gaussian(count, 5, 3, misaligned: true);
            using TestMemory numbers = TestMemory.Gaussian(count, 3, misaligned: true);
            Check(
                numbers, $"AddExp of {count}", sums => kernels.AddExp(logits.Pointer, shifts.Pointer, sums.Pointer, count),
                sums => Scalar.AddExp(logits.Pointer, shifts.Pointer, sums.Pointer, count));
            Check(
                logits, $"ScaledExp of {count}", z => kernels.ScaledExp(z.Pointer, shifts.Pointer, numbers.Pointer, count),
                z => Scalar.ScaledExp(z.Pointer, shifts.Pointer, numbers.Pointer, count));
            Check(
                shifts, $"Maximize of {count}", maxima => kernels.Maximize(logits.Pointer, maxima.Pointer, count),
                maxima => Scalar.Maximize(logits.Pointer, maxima.Pointer, count));
            Check(
                numbers, $"Rebase of {count}",
                sums => kernels.Rebase(sums.Pointer, shifts.Pointer, newShifts.Pointer, logits.Pointer, count),
                sums => Scalar.Rebase(sums.Pointer, shifts.Pointer, newShifts.Pointer, logits.Pointer, count));
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void AMaximumWithWhatIsNotANumberIsNone(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        using TestMemory logits = new(16);
        using TestMemory maxima = new(16);
        logits.Span[3] = float.NaN;
        maxima.Span[5] = float.NaN;
        maxima.Span[6] = float.NegativeInfinity;
        kernels.Maximize(logits.Pointer, maxima.Pointer, 16);
        for (int i = 0; i < 16; i++)
            Assert.Equal(i is 3 or 5, float.IsNaN(maxima.Span[i]));
        Assert.Equal(0, maxima.Span[6]);
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void TheFirstMaximumReplacesNothingButMinusInfinity(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        using TestMemory sums = new(16);
        using TestMemory oldShifts = new(16);
        using TestMemory newShifts = TestMemory.Gaussian(16, 1, 50);
        using TestMemory added = TestMemory.Gaussian(16, 2);
        oldShifts.Span.Fill(float.NegativeInfinity);
        newShifts.Span[4] = float.NaN;
        kernels.Rebase(sums.Pointer, oldShifts.Pointer, newShifts.Pointer, added.Pointer, 16);
        for (int i = 0; i < 16; i++)
            Assert.Equal(i == 4 ? float.NaN : added.Span[i], sums.Span[i]);
    }

    private static void Check(TestMemory before, string what, Action<TestMemory> kernel, Action<TestMemory> definition)
    {
        using TestMemory actual = TestMemory.Of(before.Span, misaligned: true);
        using TestMemory expected = before.Copy();
        kernel(actual);
        definition(expected);
        for (int i = 0; i < before.Length; i++)
        {
            // The difference of logit and shift is rounded to single precision, the exponential turns its error into a relative one.
            Near.Equal(expected.Span[i], actual.Span[i], Math.Abs(before.Span[i]) + 1, $"{what}, element {i}");
        }
        actual.AssertSurroundings();
    }
}
