using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>One worker's training step: forward, loss, backward and update for a batch. Weights and optimizers are shared with the other workers.</summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly Network network;
    private readonly NetworkOptimizers optimizers;
    private readonly float hiddenDropout;
    private readonly HiddenPass hidden;
    private readonly OutputStep output;
    private readonly RowMatrix[] deltas;
    private readonly RowMatrix[] denseGradients;
    private readonly RowEntries featureEntries;
    private readonly SparseRowGradient embeddingGradient;

    public TrainingStep(Network network, NetworkOptimizers optimizers, INeuronSampler sampler, TrainingRecipe recipe)
    {
        this.network = network;
        this.optimizers = optimizers;
        hiddenDropout = recipe.HiddenDropout;
        hidden = new HiddenPass(network, recipe.BatchSize);
        output = OutputStep.Create(
            recipe.Sharing, network.Output, sampler, OutputLosses.Create(recipe.Loss), optimizers.Output, recipe.BatchSize);
        deltas = [.. hidden.Activations.Select(activation => new RowMatrix(recipe.BatchSize, activation.Units))];
        denseGradients = [.. network.Dense.Select(layer => new RowMatrix(layer.Units, layer.Inputs + 1))];
        featureEntries = new RowEntries(network.Embedding.Weights.Rows);
        embeddingGradient = new SparseRowGradient(network.Embedding.Units);
        Batch = new SparseBatch(network.Embedding.FeatureCount);
    }

    /// <summary>The samples of the next <see cref="Run"/>.</summary>
    public SparseBatch Batch { get; }

    /// <summary>Sum over all samples so far of the output neurons active for each.</summary>
    public long ActiveNeuronTotal => output.ActiveNeuronTotal;

    /// <summary>One step on <see cref="Batch"/>; returns the sum of its samples' losses before the update.</summary>
    public double Run(float learningRate, ref RandomStream random)
    {
        hidden.Forward(Batch, hiddenDropout, ref random);
        double loss = output.Run(hidden.Last, Batch, deltas[^1], learningRate, ref random);
        Rectifier.Backward(hidden.Last, deltas[^1], hiddenDropout);
        for (int i = network.Dense.Count - 1; i >= 0; i--)
        {
            network.Dense[i].Backward(
                hidden.Activations[i], deltas[i + 1], deltas[i], denseGradients[i], optimizers.Dense[i], learningRate, ref random);
            Rectifier.Backward(hidden.Activations[i], deltas[i], hiddenDropout);
        }
        network.Embedding.Backward(Batch, deltas[0], featureEntries, embeddingGradient, optimizers.Embedding, learningRate, ref random);
        return loss;
    }

    public void Dispose()
    {
        hidden.Dispose();
        output.Dispose();
        foreach (RowMatrix matrix in deltas.Concat(denseGradients))
            matrix.Dispose();
        featureEntries.Dispose();
        embeddingGradient.Dispose();
        Batch.Dispose();
    }
}
