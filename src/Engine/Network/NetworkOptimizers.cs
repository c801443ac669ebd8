using Glissade.Layers;

namespace Glissade;

/// <summary>One optimizer a layer; needed while training only.</summary>
internal sealed class NetworkOptimizers(Network network, OptimizerKind kind) : IDisposable
{
    public RowOptimizer Embedding { get; } = RowOptimizers.Create(kind, network.Embedding.Weights);

    public IReadOnlyList<RowOptimizer> Dense { get; } = [.. network.Dense.Select(layer => RowOptimizers.Create(kind, layer.Weights))];

    public RowOptimizer Output { get; } = RowOptimizers.Create(kind, network.Output.Weights);

    /// <summary>Null if the network has no linear path.</summary>
    public LinearAdagrad? Linear { get; } = network.Linear is null ? null : new LinearAdagrad(network.Linear);

    public void Dispose()
    {
        Embedding.Dispose();
        foreach (RowOptimizer optimizer in Dense)
            optimizer.Dispose();
        Output.Dispose();
        Linear?.Dispose();
    }
}
