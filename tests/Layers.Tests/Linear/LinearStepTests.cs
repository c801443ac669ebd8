using Glissade.Kernels;
using Glissade.Reference;

namespace Glissade.Layers.Tests;

public sealed class LinearStepTests
{
    private const int Features = 19;
    private const int Capacity = 40;
    private const float Rate = 0.1f;

    public static TheoryData<LossKind> Losses => [.. Enum.GetValues<LossKind>()];

    [Theory]
    [MemberData(nameof(Losses))]
    public void StepsWithEveryLabelActiveAreTheReferences(LossKind loss)
    {
        foreach (int labels in (int[])[1, 7, 130])
        {
            using LinearCase test = new(Features, labels);
            using LinearStep step = Step(test, loss, labels);
            foreach (int samples in (int[])[1, 17, 40, 3])
            {
                ReferenceSample[] drawn = ReferenceSample.Draw(samples, Features, labels, (ulong)samples);
                double actual = Run(test, step, drawn);
                double expected = test.Reference.Step(loss, drawn, Rate);
                Agreement.Equal(expected, actual, 1e-4, $"loss, {labels} labels, {samples} samples");
            }
            double[] numbers = test.ReferenceNumbers();
            float[] found = test.Numbers();
            Assert.Equal(numbers.Length, found.Length);
            for (int i = 0; i < numbers.Length; i++)
                Assert.Equal(numbers[i], found[i], 1e-4);
        }
    }

    [Fact]
    public void OnlyWeightsOfActiveLabelsMove()
    {
        using LinearCase test = new(Features, 130);
        using LinearStep step = Step(test, LossKind.Logistic, uniform: 0);
        float[][] before = Rows(test);
        float[] biases = test.Path.Biases.ToArray();
        Run(test, step, [new ReferenceSample([3, 5], [1, -2], [4, 90])]);
        float[][] after = Rows(test);
        for (int feature = 0; feature < Features; feature++)
        {
            int[] labels = test.Path.Labels(feature).ToArray();
            for (int i = 0; i < labels.Length; i++)
                Assert.Equal(feature is 3 or 5 && labels[i] is 4 or 90, before[feature][i] != after[feature][i]);
        }
        for (int label = 0; label < biases.Length; label++)
            Assert.Equal(label is 4 or 90, biases[label] != test.Path.Biases[label]);
    }

    [Fact]
    public void DrawnLabelsArePushedDown()
    {
        using LinearCase test = new(Features, 130);
        using LinearStep step = Step(test, LossKind.Logistic, uniform: 20);
        float[] biases = test.Path.Biases.ToArray();
        Run(test, step, [new ReferenceSample([3], [1], [4])]);
        Assert.Equal(20, biases.Zip(test.Path.Biases.ToArray()).Count(pair => pair.Second < pair.First));
    }

    [Fact]
    public void RowsUpdatedInAnyOrderGiveTheSameNumbers()
    {
        float[][] found = [.. new[] { false, true }.Select(backwards =>
        {
            using LinearCase test = new(Features, 130);
            using LinearStep step = Step(test, LossKind.Softmax, uniform: 50);
            RandomStream random = new(2);
            using RowEntries features = new(Features + 1);
            ReferenceSample.Fill(test.Batch, ReferenceSample.Draw(30, Features, 130, 8));
            features.TransposeFeatures(test.Batch);
            step.Derive(test.Batch, features, Rate, ref random);
            using RowMatrix unused = new(1, 1);
            for (int i = 0; i < step.RowCount; i++)
            {
                int row = backwards ? step.RowCount - 1 - i : i;
                step.Update(row, row + 1, unused);
            }
            return test.Numbers();
        })];
        Assert.Equal(found[0], found[1]);
    }

    [Fact]
    public void LabelsBeyondThePathAreRefused()
    {
        using LinearCase test = new(Features, 7);
        using LinearStep step = Step(test, LossKind.Softmax, uniform: 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(test, step, [new ReferenceSample([3], [1], [7])]));
    }

    private static LinearStep Step(LinearCase test, LossKind loss, int uniform) =>
        new(test.Optimizer, OutputLosses.Create(loss), uniform, Capacity);

    private static double Run(LinearCase test, LinearStep step, ReferenceSample[] samples)
    {
        RandomStream random = new(1);
        using RowEntries features = new(Features + 1);
        ReferenceSample.Fill(test.Batch, samples);
        features.TransposeFeatures(test.Batch);
        double loss = step.Derive(test.Batch, features, Rate, ref random);
        step.Apply();
        return loss;
    }

    private static float[][] Rows(LinearCase test) => [.. Enumerable.Range(0, Features).Select(feature => test.Path.Weights(feature).ToArray())];
}
