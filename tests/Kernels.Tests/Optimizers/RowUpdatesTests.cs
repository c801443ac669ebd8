namespace Glissade.Kernels.Tests;

public sealed unsafe class RowUpdatesTests
{
    private const int RowCount = 151;
    private const uint Noise = 77;

    /// <summary>The rows of one call: more than are asked for ahead at any length, in no order, none twice, the last row among them.</summary>
    private static readonly int[] Ids = [.. Enumerable.Range(0, 140).Select(i => (150 + (i * 7)) % RowCount)];

    /// <summary>Row lengths: those of a few cache lines, and one of many.</summary>
    private static IEnumerable<int> Lengths => Widths.RowLengths.Where(length => length <= 160).Append(1040);

    /// <summary>What the scalar definition does to the row at a place of <see cref="Ids"/>.</summary>
    private delegate void Definition(float* weights, int index);

    public static TheoryData<string, WeightPrecision> Cases => Widths.WithPrecisions;

    [Theory]
    [MemberData(nameof(Cases))]
    public void ScaledStepIsTheScalarOne(string width, WeightPrecision precision)
    {
        foreach (int length in Lengths)
        {
            using TestMemory gradients = Gradients(length, out int stride);
            ScaledStep<ConstantRule> update = new(new RowGradients(gradients.Pointer, stride, length), new ConstantRule(0.7f));
            Check(width, precision, length, update, (w, i) => Scalar.ScaledStep(w, gradients.Pointer + (i * stride), length, 0.7f));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void StepsByRowsMomentsAreTheDefinitions(string width, WeightPrecision precision)
    {
        const double decay = 0.99f;
        const double learningRate = 0.1f;
        foreach (int length in Lengths)
        {
            int columns = length - 5;
            using TestMemory gradients = Gradients(length, out int stride);
            using RowMatrix state = RowRmsRule.CreateState(RowCount);
            using RowMatrix before = RowRmsRule.CreateState(RowCount);
            for (int row = 0; row < RowCount; row++)
            {
                state.Row(0)[2 * row] = before.Row(0)[2 * row] = 0.1f * row;
                state.Row(0)[(2 * row) + 1] = before.Row(0)[(2 * row) + 1] = row * row;
            }
            RowRmsRule rule = new(state, new BiasCorrection(decay), (float)decay, 1e-8f, (float)learningRate);
            ScaledStep<RowRmsRule> update = new(new RowGradients(gradients.Pointer, stride, columns), rule);
            Check(width, precision, length, update, (w, i) =>
            {
                int row = Ids[i];
                float* gradient = gradients.Pointer + (i * stride);
                double moment = (decay * before.Row(0)[2 * row]) + ((1 - decay) * Scalar.Dot(gradient, gradient, length) / columns);
                double step = learningRate / (Math.Sqrt(moment / (1 - Math.Pow(decay, (row * row) + 1))) + 1e-8);
                Scalar.ScaledStep(w, gradient, length, (float)step);
                Near.Equal(moment, state.Row(0)[2 * row], 1, $"moment of row {row}");
                Assert.Equal((row * row) + 1, state.Row(0)[(2 * row) + 1]);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void StepsByRowsSumsAreTheDefinitions(string width, WeightPrecision precision)
    {
        foreach (int length in Lengths)
        {
            using TestMemory gradients = Gradients(length, out int stride);
            using RowMatrix sums = new(1, RowCount);
            sums.Row(0).Fill(0.5f);
            RowAdagradRule rule = new(sums, 1e-8f, 0.1f);
            ScaledStep<RowAdagradRule> update = new(new RowGradients(gradients.Pointer, stride, length), rule);
            Check(width, precision, length, update, (w, i) =>
            {
                float* gradient = gradients.Pointer + (i * stride);
                double sum = 0.5 + (Scalar.Dot(gradient, gradient, length) / length);
                Scalar.ScaledStep(w, gradient, length, (float)(0.1f / (Math.Sqrt(sum) + 1e-8)));
                Near.Equal(sum, sums.Row(0)[Ids[i]], 1, $"sum of row {Ids[i]}");
            });
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void MomentumStepIsTheScalarOne(string width, WeightPrecision precision)
    {
        foreach (int length in Lengths)
        {
            using TestMemory gradients = Gradients(length, out int stride);
            using RowMatrix first = State(length, 3);
            using RowMatrix expected = State(length, 3);
            MomentumStep<ConstantRule> update = new(
                new RowGradients(gradients.Pointer, stride, length), new ConstantRule(0.3f), first, 0.9f, 0.4f);
            Check(width, precision, length, update, (w, i) => Scalar.MomentumStep(
                w, expected.RowPointer(Ids[i]), gradients.Pointer + (i * stride), length, 0.9f, 0.4f, 0.3f));
            AssertState(expected, first);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AdamStepIsTheScalarOne(string width, WeightPrecision precision)
    {
        foreach (int length in Lengths)
        {
            using TestMemory gradients = Gradients(length, out int stride);
            using AdamState state = new(RowCount, length, 0.9f, 0.999f, 1e-8f);
            RowMatrix first = state.First;
            RowMatrix second = state.Second;
            RowMatrix steps = state.Steps;
            using RowMatrix expectedFirst = State(length, 3);
            using RowMatrix expectedSecond = State(length, 4, positive: true);
            for (int row = 0; row < RowCount; row++)
            {
                expectedFirst.Row(row).CopyTo(first.Row(row));
                expectedSecond.Row(row).CopyTo(second.Row(row));
                steps.Row(0)[row] = row;
            }
            AdamStep update = new(new RowGradients(gradients.Pointer, stride, length), state, 0.01f);
            Check(width, precision, length, update, (w, i) => Scalar.AdamStep(
                w, expectedFirst.RowPointer(Ids[i]), expectedSecond.RowPointer(Ids[i]), gradients.Pointer + (i * stride), length, Ids[i] + 1,
                0.01f, 0.9f, 0.999f, 1e-8f));
            AssertState(expectedFirst, first);
            AssertState(expectedSecond, second);
            for (int row = 0; row < RowCount; row++)
                Assert.Equal(Array.IndexOf(Ids, row) >= 0 ? row + 1 : row, steps.Row(0)[row]);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AdagradStepIsTheScalarOne(string width, WeightPrecision precision)
    {
        foreach (int length in Lengths)
        {
            using TestMemory gradients = Gradients(length, out int stride);
            using RowMatrix sums = State(length, 3, positive: true);
            using RowMatrix expected = State(length, 3, positive: true);
            AdagradStep update = new(new RowGradients(gradients.Pointer, stride, length), sums, 0.02f, 1e-8f);
            Check(width, precision, length, update, (w, i) => Scalar.AdagradStep(
                w, expected.RowPointer(Ids[i]), gradients.Pointer + (i * stride), length, 0.02f, 1e-8f));
            AssertState(expected, sums);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void BackwardStepIsTheScalarOne(string width, WeightPrecision precision)
    {
        foreach (int length in Lengths)
        {
            using TestMemory input = TestMemory.Gaussian(length, 5, misaligned: true);
            using TestMemory inputGradient = TestMemory.Gaussian(length, 6, misaligned: true);
            using TestMemory expected = inputGradient.Copy();
            using TestMemory deltas = TestMemory.Gaussian(Ids.Length, 7);
            using RowMatrix sums = new(1, RowCount);
            BackwardStep<RowAdagradRule> update = new(
                input.Pointer, inputGradient.Pointer, deltas.Pointer, 2, new RowAdagradRule(sums, 0, 0.1f));
            Check(width, precision, length, update, (w, i) => Scalar.BackwardStep(
                w, input.Pointer, expected.Pointer, length, deltas.Span[i], (float)(0.1 / Math.Sqrt(2) * Math.Sign(deltas.Span[i]))));
            for (int j = 0; j < length; j++)
                Near.Equal(expected.Span[j], inputGradient.Span[j], 10, $"gradient {j} of {length}");
            inputGradient.AssertSurroundings();
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ScatterStepIsAStepByTheSumOverEachRowsEntries(string width, WeightPrecision precision)
    {
        // Rows with 0 to 3 entries, most with one.
        int[] counts = [.. Ids.Select((_, i) => i % 5 == 2 ? 2 : i % 7 == 3 ? 3 : i % 11 == 4 ? 0 : 1)];
        int[] offsets = [0, .. counts.Select((_, i) => counts[..(i + 1)].Sum())];
        int[] samples = [.. Enumerable.Range(0, offsets[^1]).Select(entry => entry * 3 % 4)];
        foreach (int length in Lengths)
        {
            int columns = length - 3;
            using RowMatrix vectors = new(4, columns);
            using TestMemory scales = TestMemory.Gaussian(samples.Length, 4);
            using TestMemory means = new(4);
            using TestMemory sum = new(length, misaligned: true);
            using RowMatrix sums = new(1, RowCount);
            sums.Row(0).Fill(0.5f);
            RandomStream random = new(5, (ulong)length);
            for (int sample = 0; sample < 4; sample++)
            {
                foreach (ref float value in vectors.Row(sample))
                    value = random.NextGaussian();
                means.Span[sample] = Scalar.Dot(vectors.RowPointer(sample), vectors.RowPointer(sample), length) / columns;
            }
            fixed (int* offset = offsets, sample = samples)
            {
                int* firstSample = sample;
                ScatterStep<RowAdagradRule> update = new(
                    new RowTouches(offset, sample, scales.Pointer), vectors, means.Pointer, columns, sum.Pointer,
                    new RowAdagradRule(sums, 1e-8f, 0.1f));
                Check(width, precision, length, update, (w, i) =>
                {
                    using TestMemory gradient = new(length);
                    Scalar.GatherSum(
                        vectors.Pointer, vectors.Stride, firstSample + offsets[i], scales.Pointer + offsets[i], counts[i], gradient.Pointer, length);
                    double total = 0.5 + (Scalar.Dot(gradient.Pointer, gradient.Pointer, length) / columns);
                    Scalar.ScaledStep(w, gradient.Pointer, length, (float)(0.1f / (Math.Sqrt(total) + 1e-8)));
                    Near.Equal(total, sums.Row(0)[Ids[i]], 10, $"sum of row {Ids[i]}");
                });
            }
            sum.AssertSurroundings();
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void UpdatesStayBeforeAPageWithoutAccess(string width, WeightPrecision precision)
    {
        KernelSet kernels = KernelSet.ByName(width);
        int elementBytes = precision == WeightPrecision.Single ? sizeof(float) : sizeof(ushort);
        foreach (int length in (int[])[16, 48, 144])
        {
            using GuardedBuffer<byte> rows = new(RowCount * length * elementBytes);
            using GuardedBuffer<float> gradients = new(Ids.Length * length);
            using GuardedBuffer<float> input = new(length);
            using GuardedBuffer<float> inputGradient = new(length);
            using GuardedBuffer<float> deltas = new(Ids.Length);
            using GuardedBuffer<int> ids = new(Ids.Length);
            using AdamState adam = new(RowCount, length, 0.9f, 0.999f, 1e-8f);
            gradients.Span.Fill(-1);
            input.Span.Fill(-1);
            deltas.Span.Fill(1);
            Ids.CopyTo(ids.Span);
            RowGradients each = new(gradients.Pointer, length, length);
            ConstantRule rule = new(1);
            Run(new ScaledStep<ConstantRule>(each, rule));
            Run(new BackwardStep<ConstantRule>(input.Pointer, inputGradient.Pointer, deltas.Pointer, 1, rule));
            Run(new MomentumStep<ConstantRule>(each, rule, adam.First, 0.9f, 1));
            adam.First.Clear();
            Run(new AdagradStep(each, adam.Second, 1, 1e-30f));
            adam.Second.Clear();
            Run(new AdamStep(each, adam, 1));

            void Run<TUpdate>(TUpdate update)
                where TUpdate : struct, IRowUpdate
            {
                rows.Span.Clear();
                kernels.Update(precision, rows.Pointer, length * elementBytes, length, ids.Pointer, Ids.Length, update, Noise);
                int last = (RowCount * length) - 1;
                float reached = precision == WeightPrecision.Single
                    ? ((float*)rows.Pointer)[last]
                    : BFloat16.ToSingle(((ushort*)rows.Pointer)[last]);
                Assert.Equal(1, reached, 0.01f);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AGradientThatIsNotANumberShowsInItsWeightOnly(string width, WeightPrecision precision)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (float special in (float[])[float.NaN, BitConverter.UInt32BitsToSingle(0x7F800001), BitConverter.UInt32BitsToSingle(0xFFFFFFFF)])
        {
            using StoredRows rows = new(precision, 1, 16);
            using TestMemory gradient = new(16);
            gradient.Span[5] = special;
            int id = 0;
            ScaledStep<ConstantRule> update = new(new RowGradients(gradient.Pointer, 16, 16), new ConstantRule(1));
            kernels.Update(precision, rows.Pointer, rows.Stride, 16, &id, 1, update, Noise);
            for (int i = 0; i < 16; i++)
                Assert.Equal(i == 5, float.IsNaN(rows.Get(0, i)));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void SmallStepsAreLostByRoundingToNearestAlone(string width, WeightPrecision precision)
    {
        // Half of the smallest step of a bfloat16 number at 1 is 2^-9 below and 2^-8 above: 1e-3 is less than either.
        const int steps = 400;
        KernelSet kernels = KernelSet.ByName(width);
        using StoredRows rows = new(precision, 1, 256);
        using TestMemory gradient = new(256);
        for (int i = 0; i < 256; i++)
        {
            rows.Set(0, i, 1);
            gradient.Span[i] = 1;
        }
        int id = 0;
        for (uint t = 0; t < steps; t++)
        {
            ScaledStep<ConstantRule> update = new(new RowGradients(gradient.Pointer, 256, 256), new ConstantRule(-1e-3f));
            kernels.Update(precision, rows.Pointer, rows.Stride, 256, &id, 1, update, (uint)RandomStream.Mix(t));
        }
        using TestMemory reached = rows.Read(0);
        double mean = reached.Span.ToArray().Average(value => (double)value);
        double expected = precision == WeightPrecision.BFloat16Nearest ? 1 : 1.4;
        // Each step's rounding has a deviation below 2^-8; 400 steps of 256 independent weights leave 0.005.
        Assert.Equal(expected, mean, precision == WeightPrecision.BFloat16 ? 0.03 : 1e-4);
    }

    private static void Check<TUpdate>(string width, WeightPrecision precision, int length, TUpdate update, Definition definition)
        where TUpdate : struct, IRowUpdate
    {
        using StoredRows rows = StoredRows.Gaussian(precision, RowCount, length, 1);
        using StoredRows before = rows.Copy();
        fixed (int* ids = Ids)
            KernelSet.ByName(width).Update(precision, rows.Pointer, rows.Stride, length, ids, Ids.Length, update, Noise);
        int otherwiseRounded = 0;
        for (int row = 0; row < RowCount; row++)
        {
            int index = Array.IndexOf(Ids, row);
            using TestMemory expected = before.Read(row);
            if (index >= 0)
                definition(expected.Pointer, index);
            uint key = RowUpdates.RowNoise(Noise, row);
            for (int j = 0; j < length; j++)
            {
                if (precision == WeightPrecision.Single)
                    Near.Equal(expected.Span[j], rows.Get(row, j), 5, $"row {row}, weight {j} of {length}");
                else if (!IsRoundedAlike(precision, expected.Span[j], rows.Get(row, j), key + (uint)j, row, j))
                    otherwiseRounded++;
            }
        }
        // A kernel's result may lie on the other side of a boundary from the definition's, but seldom.
        Assert.True(otherwiseRounded <= 2 + (RowCount * length / 100), $"{otherwiseRounded} of {RowCount * length} were rounded otherwise");
        rows.AssertSurroundings();
    }

    /// <summary>Whether the number was rounded to the neighbour that the definition takes; that it is one of the two is asserted.</summary>
    private static bool IsRoundedAlike(WeightPrecision precision, float expected, float actual, uint key, int row, int column)
    {
        float rounded = BFloat16.ToSingle(precision == WeightPrecision.BFloat16 ? BFloat16.FromSingle(expected, key) : BFloat16.FromSingle(expected));
        if (!(Math.Abs(rounded - actual) <= (Math.Abs(rounded) / 128) + 1e-6))
            Assert.Fail($"row {row}, weight {column}: expected {rounded:R} (from {expected:R}), but is {actual:R}");
        return rounded.Equals(actual);
    }

    private static TestMemory Gradients(int length, out int stride)
    {
        stride = length + 5;
        TestMemory gradients = TestMemory.Gaussian(Ids.Length * stride, 9, misaligned: true);
        for (int i = 0; i < Ids.Length; i++)
            gradients.Span.Slice((i * stride) + length, 5).Fill(float.NaN);
        return gradients;
    }

    private static RowMatrix State(int length, ulong seed, bool positive = false)
    {
        RowMatrix state = new(RowCount, length);
        for (int row = 0; row < RowCount; row++)
        {
            Normals.Fill(state.Row(row), (seed * RowCount) + (ulong)row);
            foreach (ref float value in state.Row(row))
                value = positive ? MathF.Abs(value) : value;
        }
        return state;
    }

    private static void AssertState(RowMatrix expected, RowMatrix actual)
    {
        for (int row = 0; row < expected.Rows; row++)
        {
            Span<float> expectedRow = expected.Row(row);
            Span<float> actualRow = actual.Row(row);
            for (int j = 0; j < expected.Columns; j++)
                Near.Equal(expectedRow[j], actualRow[j], 5, $"state {j} of row {row}");
        }
    }
}
