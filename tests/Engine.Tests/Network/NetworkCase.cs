using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Reference;

namespace Glissade.Tests;

/// <summary>A network and a training step with every neuron active, beside their double-precision reference.</summary>
internal sealed class NetworkCase : IDisposable
{
    private readonly LossKind loss;
    private readonly Network network;
    private readonly NetworkOptimizers optimizers;
    private readonly FullSampler sampler = new();
    private readonly TrainingStep step;

    public NetworkCase(
        int features, int[] hiddenSizes, int labels, LossKind loss, ActiveSharing sharing, OptimizerKind optimizer, int capacity,
        HiddenActivation activation = HiddenActivation.Relu)
    {
        this.loss = loss;
        Reference = new ReferenceNetwork(features, hiddenSizes, labels, seed: 4, activation);
        network = new Network(features, hiddenSizes, labels, activation);
        optimizers = new NetworkOptimizers(network, optimizer);
        Weights = [.. network.WeightMatrices];
        for (int layer = 0; layer < Weights.Count; layer++)
            Agreement.Copy(Reference.Weights[layer], Weights[layer]);
        Optimizers = [optimizers.Embedding, .. optimizers.Dense, optimizers.Output];
        ReferenceOptimizers = [.. Reference.Weights.Select(weights => new ReferenceOptimizer(optimizer, weights))];
        step = new TrainingStep(
            network, optimizers, sampler, TestRecipes.Plain with { Loss = loss, Sharing = sharing, BatchSize = capacity });
    }

    public ReferenceNetwork Reference { get; }

    public IReadOnlyList<WeightMatrix> Weights { get; }

    public IReadOnlyList<RowOptimizer> Optimizers { get; }

    public IReadOnlyList<ReferenceOptimizer> ReferenceOptimizers { get; }

    /// <summary>The engine's step alone; returns its loss.</summary>
    public double Run(ReferenceSample[] samples, float learningRate)
    {
        RandomStream random = new(1);
        ReferenceSample.Fill(step.Batch, samples);
        return step.Run(learningRate, ref random);
    }

    /// <summary>The same step by both.</summary>
    public (double Expected, double Actual, double[][][] Gradients) Step(ReferenceSample[] samples, float learningRate)
    {
        int[][] active = ReferenceOutput.AllActive(samples.Length, Reference.Weights[^1].Length);
        (double expected, double[][][] gradients) = Reference.Derive(loss, samples, active);
        bool[][] touched = Reference.Touched(samples, active);
        for (int layer = 0; layer < gradients.Length; layer++)
            ReferenceOptimizers[layer].Step(gradients[layer], touched[layer], learningRate);
        return (expected, Run(samples, learningRate), gradients);
    }

    public void Dispose()
    {
        step.Dispose();
        optimizers.Dispose();
        network.Dispose();
        sampler.Dispose();
    }
}
