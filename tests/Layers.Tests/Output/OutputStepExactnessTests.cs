using Glissade.Kernels;
using Glissade.Reference;

namespace Glissade.Layers.Tests;

/// <summary>With every neuron active a step is the dense network's to rounding; with some, it is the step over those.</summary>
public sealed class OutputStepExactnessTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [MemberData(nameof(OutputStepCases.LossesAndSharings), MemberType = typeof(OutputStepCases))]
    public void WithEveryNeuronActiveAStepIsTheDenseStep(LossKind loss, ActiveSharing sharing)
    {
        foreach (int inputs in (int[])[5, 16, 17, 33])
        {
            foreach (int neurons in (int[])[1, 7, 130, 300])
            {
                foreach (int samples in (int[])[1, 3, 16, 17, 40])
                {
                    using OutputCase test = new(inputs, neurons, samples, OptimizerKind.Sgd);
                    using FullSampler sampler = new();
                    using OutputStep step = test.Step(sharing, sampler, loss);
                    CheckStep(test, step, loss, ReferenceOutput.AllActive(samples, neurons), $"{inputs} x {neurons}, {samples} samples");
                    Assert.Equal((long)samples * neurons, step.ActiveNeuronTotal);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(OutputStepCases.LossesAndSharings), MemberType = typeof(OutputStepCases))]
    public void WithSomeNeuronsActiveTheGradientIsThatOfTheLossOverThem(LossKind loss, ActiveSharing sharing)
    {
        RandomStream random = new(4);
        foreach (int samples in (int[])[1, 5, 17, 40])
        {
            using OutputCase test = new(17, 300, samples, OptimizerKind.Sgd);
            int[][] lists = [.. test.Labels.Select(_ => ReferenceSample.Distinct(40, 300, ref random))];
            using ListedSampler sampler = new(lists);
            using OutputStep step = test.Step(sharing, sampler, loss);
            CheckStep(test, step, loss, ActiveOf(sharing, test.Labels, lists), $"{samples} samples");
        }
    }

    [Theory]
    [MemberData(nameof(OutputStepCases.OptimizersAndSharings), MemberType = typeof(OutputStepCases))]
    public void SeveralStepsOfEachOptimizerAreTheReferencesWithItsState(OptimizerKind optimizer, ActiveSharing sharing)
    {
        foreach (bool all in (bool[])[true, false])
        {
            using OutputCase test = new(17, 150, 16, optimizer);
            using ListedSampler listed = new();
            using FullSampler full = new();
            using OutputStep step = test.Step(sharing, all ? full : listed, LossKind.Logistic);
            RandomStream random = new(6);
            double largest = 0;
            for (int t = 1; t <= 4; t++)
            {
                test.NextBatch(16, (ulong)t);
                listed.Lists = [.. test.Labels.Select(_ => ReferenceSample.Distinct(20, 150, ref random))];
                int[][] active = all ? ReferenceOutput.AllActive(16, 150) : ActiveOf(sharing, test.Labels, listed.Lists);
                OutputGradients expected = test.RunReference(LossKind.Logistic, active, 0.01f);
                largest = Math.Max(largest, Agreement.Largest(expected.Weights));
                Agreement.Equal(expected.Loss, test.Run(step, 0.01f), 1e-4, $"loss of step {t}");
            }
            Agreement.Equal(test.Weights, test.Layer.Weights, test.ReferenceOptimizer, Tolerance * largest, 0.08, $"{optimizer} weights");
            OptimizerStates.AssertEqual(test.ReferenceOptimizer, test.Optimizer, 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(OutputStepCases.LossesAndSharings), MemberType = typeof(OutputStepCases))]
    public void ASampleThatIsNotANumberMakesTheLossSo(LossKind loss, ActiveSharing sharing)
    {
        for (int sample = 0; sample < 17; sample += 4)
        {
            using OutputCase test = new(16, 150, 17, OptimizerKind.Sgd);
            test.Hidden.Values.Row(sample)[3] = float.NaN;
            test.Hidden.Transpose();
            using FullSampler sampler = new();
            using OutputStep step = test.Step(sharing, sampler, loss);
            Assert.True(double.IsNaN(test.Run(step, 0.1f)), $"sample {sample}");
        }
    }

    [Theory]
    [InlineData(ActiveSharing.Batch)]
    [InlineData(ActiveSharing.Sample)]
    public void SoftmaxCountsATailOfManyTinyProbabilities(ActiveSharing sharing)
    {
        const int neurons = 100_000;
        const float lead = 17.5f;
        using OutputCase test = new(1, neurons, 1, OptimizerKind.Sgd);
        test.Layer.Weights.Clear();
        foreach (int label in test.Labels[0])
            test.Layer.Weights.Row(label)[1] = lead;
        using FullSampler sampler = new();
        using OutputStep step = test.Step(sharing, sampler, LossKind.Softmax);
        // Each of the others has a probability below half a unit in the last place of 1; together they have a quarter of a percent.
        int leaders = test.Labels[0].Length;
        double expected = Math.Log(leaders + ((neurons - leaders) * Math.Exp(-lead)));
        Assert.Equal(expected, test.Run(step, 0), 2e-4);
    }

    [Theory]
    [InlineData(ActiveSharing.Batch, WeightPrecision.BFloat16, OptimizerKind.Sgd)]
    [InlineData(ActiveSharing.Sample, WeightPrecision.BFloat16, OptimizerKind.Sgd)]
    [InlineData(ActiveSharing.Batch, WeightPrecision.BFloat16Nearest, OptimizerKind.RowRms)]
    [InlineData(ActiveSharing.Sample, WeightPrecision.BFloat16Nearest, OptimizerKind.RowRms)]
    [InlineData(ActiveSharing.Batch, WeightPrecision.BFloat16, OptimizerKind.RowAdam)]
    [InlineData(ActiveSharing.Sample, WeightPrecision.BFloat16, OptimizerKind.RowRms)]
    public void StoredShorterAStepIsTheReferencesRounded(ActiveSharing sharing, WeightPrecision precision, OptimizerKind optimizer)
    {
        int untouched = 0;
        int roundedUp = 0;
        int roundedDown = 0;
        foreach (int samples in (int[])[1, 17, 40])
        {
            using OutputCase test = new(33, 300, samples, optimizer, precision: precision);
            RandomStream random = new(4);
            int[][] lists = [.. test.Labels.Select(_ => ReferenceSample.Distinct(40, 300, ref random))];
            using ListedSampler sampler = new(lists);
            using OutputStep step = test.Step(sharing, sampler, LossKind.Logistic);
            double actualLoss = test.Run(step, 0.1f);
            double[][] before = [.. test.Weights.Select(row => row.ToArray())];
            OutputGradients expected = test.RunReference(LossKind.Logistic, ActiveOf(sharing, test.Labels, lists), 0.1f);
            Agreement.Equal(expected.Loss, actualLoss, Tolerance, "loss");
            Agreement.Equal(expected.Hidden, test.HiddenDeltas, Tolerance, "hidden deltas", 0.01);
            float[] row = new float[34];
            for (int neuron = 0; neuron < 300; neuron++)
            {
                test.Layer.Weights.ReadRow(neuron, row);
                for (int j = 0; j < row.Length; j++)
                {
                    double exact = test.Weights[neuron][j];
                    double unit = Math.Pow(2, Math.Floor(Math.Log2(Math.Max(Math.Abs(exact), 1e-30))) - 7);
                    double allowed = (precision == WeightPrecision.BFloat16 ? unit : unit / 2) + 1e-5;
                    Assert.True(Math.Abs(row[j] - exact) <= allowed, $"row {neuron}, column {j}: {exact} became {row[j]}");
                    if (exact == before[neuron][j])
                    {
                        untouched++;
                        Assert.Equal(exact, row[j]);
                    }
                    else if (row[j] > exact)
                    {
                        roundedUp++;
                    }
                    else
                    {
                        roundedDown++;
                    }
                }
            }
        }
        Assert.True(untouched > 0);
        // Either way is as likely; some thousand weights were rounded.
        Assert.InRange((double)roundedUp / (roundedUp + roundedDown), 0.45, 0.55);
    }

    private static int[][] ActiveOf(ActiveSharing sharing, int[][] labels, int[][] lists)
    {
        int[] shared = [.. labels.SelectMany(own => own).Union(lists[0])];
        return [.. labels.Select((own, i) => sharing == ActiveSharing.Batch ? shared : own.Union(lists[i]).ToArray())];
    }

    /// <summary>With a learning rate of 1 the weights' change is the gradient.</summary>
    private static void CheckStep(OutputCase test, OutputStep step, LossKind loss, int[][] active, string what)
    {
        HashSet<int> touched = [.. active.SelectMany(neurons => neurons)];
        float[][] before = [.. Enumerable.Range(0, test.Layer.Neurons).Select(row => test.Layer.Weights.Row(row).ToArray())];
        double magnitude = Agreement.Largest(test.Weights);
        double actualLoss = test.Run(step, 1);
        OutputGradients expected = test.RunReference(loss, active, 1);
        Agreement.Equal(expected.Loss, actualLoss, Tolerance, $"loss, {what}");
        Agreement.Equal(expected.Hidden, test.HiddenDeltas, Tolerance, $"hidden deltas, {what}", 0.01);
        Agreement.Equal(test.Weights, test.Layer.Weights, Tolerance / 4, $"weights, {what}", magnitude);
        for (int row = 0; row < before.Length; row++)
        {
            if (!touched.Contains(row))
                Assert.Equal(before[row], test.Layer.Weights.Row(row).ToArray());
        }
    }
}
