using Glissade.Kernels;
using Glissade.Reference;

namespace Glissade.Layers.Tests;

public class SamplingCorrectionTests
{
    [Fact]
    public void ItIsMinusTheLogOfTheChanceOfBeingActive()
    {
        const int labels = 40;
        const int points = 1000;
        const int batchSize = 8;
        const int drawn = 6;
        const int batches = 20_000;
        int[] frequencies = [.. Enumerable.Range(0, labels).Select(label => points / (1 + (label * label)))];
        SamplingCorrection correction = new(frequencies, points, batchSize);
        RandomStream random = new(3);
        using ActiveSet active = new(labels);
        int[] seen = new int[labels];
        double[] chances = new double[labels];
        for (int batch = 0; batch < batches; batch++)
        {
            active.Clear();
            for (int sample = 0; sample < batchSize; sample++)
            {
                for (int label = 0; label < labels; label++)
                {
                    if (random.NextInt32(points) < frequencies[label])
                        active.Add(label);
                }
            }
            int own = active.Count;
            active.AddUniform(drawn, ref random);
            for (int position = 0; position < active.Count; position++)
            {
                seen[active.Ids[position]]++;
                chances[active.Ids[position]] += Math.Exp(-correction.At(active, own, position));
            }
        }
        for (int label = 0; label < labels; label++)
            Assert.Equal(seen[label] / (double)batches, chances[label] / seen[label], 0.02);
    }

    [Fact]
    public void WhatAnIndexFoundAndACompleteSetAreCertain()
    {
        int[] frequencies = [5, 1, 1, 1];
        SamplingCorrection correction = new(frequencies, 10, 2);
        RandomStream random = new(1);
        using ActiveSet active = new(4);
        active.Add(1);
        active.Add(3);
        active.AddUniform(1, ref random);
        Assert.True(correction.At(active, 1, 0) > 0);
        Assert.Equal(0, correction.At(active, 1, 1));
        Assert.True(correction.At(active, 1, 2) > 0);
        active.AddUniform(1, ref random);
        for (int position = 0; position < 4; position++)
            Assert.Equal(0, correction.At(active, 1, position));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(23)]
    public void AStepCorrectedIsTheStepOfAShiftedBias(int samples)
    {
        const int inputs = 19;
        const int neurons = 400;
        int[] frequencies = [.. Enumerable.Range(0, neurons).Select(label => 1 + (label % 50))];
        SamplingCorrection correction = new(frequencies, 100, samples);
        RandomStream random = new(8);
        int[][] drawn = [ReferenceSample.Distinct(200, neurons, ref random)];
        using OutputCase corrected = new(inputs, neurons, samples, OptimizerKind.Sgd);
        using OutputCase shifted = new(inputs, neurons, samples, OptimizerKind.Sgd);
        using DrawingSampler sampler = new(drawn[0]);
        using OutputStep step = OutputStep.Create(
            ActiveSharing.Batch, corrected.Layer, sampler, OutputLosses.Create(LossKind.SampledSoftmax), corrected.Optimizer, samples, correction);
        using OutputStep plain = shifted.Step(ActiveSharing.Batch, sampler, LossKind.Softmax);
        float[] shift = Shifts(corrected, drawn[0], neurons, correction);
        Assert.True(shift.Max() - shift.Min() > 0.1);
        for (int neuron = 0; neuron < neurons; neuron++)
            shifted.Layer.Weights.Row(neuron)[inputs] += shift[neuron];

        Assert.Equal(shifted.Run(plain, 0.1f), corrected.Run(step, 0.1f), 1e-3);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int j = 0; j < inputs; j++)
                Assert.Equal(shifted.HiddenDeltas.Row(sample)[j], corrected.HiddenDeltas.Row(sample)[j], 1e-5);
        }
        for (int neuron = 0; neuron < neurons; neuron++)
        {
            for (int j = 0; j <= inputs; j++)
            {
                float expected = shifted.Layer.Weights.Row(neuron)[j] - (j == inputs ? shift[neuron] : 0);
                Assert.Equal(expected, corrected.Layer.Weights.Row(neuron)[j], 1e-5);
            }
        }
    }

    [Theory]
    [InlineData(-1, 10, 1)]
    [InlineData(11, 10, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 10, 0)]
    public void FrequenciesThatCannotBeAreRefused(int frequency, int points, int batchSize) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SamplingCorrection([frequency], points, batchSize));

    /// <summary>What the step adds to each neuron's logits: the sampler adds the same neurons, in the same order, to the same labels.</summary>
    private static float[] Shifts(OutputCase test, int[] drawn, int neurons, SamplingCorrection correction)
    {
        using ActiveSet active = new(neurons);
        using SharedLabels labels = new(neurons);
        labels.Begin(test.Batch, active);
        int own = active.Count;
        using DrawingSampler sampler = new(drawn);
        RandomStream random = new(9);
        sampler.AddShared(test.Hidden, active, sampler.CreateState(), ref random);
        float[] shift = new float[neurons];
        for (int position = 0; position < active.Count; position++)
            shift[active.Ids[position]] = correction.At(active, own, position);
        return shift;
    }

    /// <summary>Some neurons as an index would add them, then 20 drawn ones.</summary>
    private sealed class DrawingSampler(int[] found) : INeuronSampler
    {
        public bool FollowsWeights => false;

        public SamplerState CreateState() => new();

        public void Begin(ActivationBatch hidden, SparseBatch batch, SamplerState state)
        {
        }

        public void AddShared(ActivationBatch hidden, ActiveSet active, SamplerState state, ref RandomStream random)
        {
            active.AddRange(found.AsSpan(0, 30));
            active.AddUniform(20, ref random);
        }

        public void AddOwn(ActivationBatch hidden, int sample, ActiveSet active, SamplerState state, ref RandomStream random) =>
            throw new NotSupportedException();

        public void Rebuild(WeightMatrix weights, WorkerTeam team)
        {
        }

        public void Dispose()
        {
        }
    }
}
