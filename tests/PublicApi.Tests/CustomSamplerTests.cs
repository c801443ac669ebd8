using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.PublicApi.Tests;

/// <summary>A researcher's own sampler, put together with the public layers.</summary>
public sealed class CustomSamplerTests
{
    [Fact]
    public void ASamplerOfOnesOwnDrivesTheOutputLayer()
    {
        const int units = 8;
        const int neurons = 50;
        using EmbeddingLayer embedding = new(20, units);
        using OutputLayer output = new(units, neurons);
        RandomStream random = new(1);
        embedding.Initialize(0.5f, ref random);
        output.Initialize(0.1f, -1, ref random);
        using FirstNeurons sampler = new(10);
        using RowOptimizer optimizer = RowOptimizers.Create(OptimizerKind.Sgd, output.Weights);
        using OutputStep step = OutputStep.Create(
            ActiveSharing.Batch, output, sampler, OutputLosses.Create(LossKind.Logistic), optimizer, batchCapacity: 4);
        using SparseBatch batch = new(20);
        batch.Clear();
        batch.Add(new SparseVector([1, 5], [1, 2]), [40]);
        batch.Add(new SparseVector([7], [1]), [3, 41]);
        using ActivationBatch hidden = new(4, units);
        embedding.Forward(batch, hidden);
        hidden.Transpose();
        using RowMatrix deltas = new(4, units);

        float[][] before = [.. Enumerable.Range(0, neurons).Select(neuron => output.Weights.Row(neuron).ToArray())];
        double loss = step.Run(hidden, batch, deltas, 0.1f, ref random);

        Assert.True(loss > 0);
        // The logistic loss never has a derivative of zero, so every active row moves.
        int[] active = [3, .. Enumerable.Range(0, 10), 40, 41];
        for (int neuron = 0; neuron < neurons; neuron++)
            Assert.Equal(!active.Contains(neuron), output.Weights.Row(neuron).SequenceEqual(before[neuron]));
    }

    private sealed class FirstNeurons(int count) : INeuronSampler
    {
        public bool FollowsWeights => false;

        public SamplerState CreateState() => new();

        public void Begin(ActivationBatch hidden, SamplerState state)
        {
        }

        public void AddShared(ActivationBatch hidden, ActiveSet active, SamplerState state, ref RandomStream random) => Add(active);

        public void AddOwn(ActivationBatch hidden, int sample, ActiveSet active, SamplerState state, ref RandomStream random) => Add(active);

        public void Rebuild(RowMatrix weights, WorkerTeam team)
        {
        }

        public void Dispose()
        {
        }

        private void Add(ActiveSet active)
        {
            for (int neuron = 0; neuron < count; neuron++)
                active.Add(neuron);
        }
    }
}
