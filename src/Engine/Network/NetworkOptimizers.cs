using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>One optimizer a layer; needed while training only.</summary>
internal sealed class NetworkOptimizers(Network network, OptimizerKind kind) : IStateful, IDisposable
{
    public RowOptimizer Embedding { get; } = RowOptimizers.Create(kind, network.Embedding.Weights);

    public IReadOnlyList<RowOptimizer> Dense { get; } = [.. network.Dense.Select(layer => RowOptimizers.Create(kind, layer.Weights))];

    public RowOptimizer Output { get; } = RowOptimizers.Create(kind, network.Output.Weights);

    /// <summary>Null if the network has no linear path.</summary>
    public LinearAdagrad? Linear { get; } = network.Linear is null ? null : new LinearAdagrad(network.Linear);

    public void Visit(IStateVisitor state)
    {
        state.Part("embedding", Embedding);
        for (int i = 0; i < Dense.Count; i++)
            state.Part($"hidden.{i + 1}", Dense[i]);
        state.Part("output", Output);
        if (Linear is not null)
            state.Part("linear", Linear);
    }

    public void Dispose()
    {
        Embedding.Dispose();
        foreach (RowOptimizer optimizer in Dense)
            optimizer.Dispose();
        Output.Dispose();
        Linear?.Dispose();
    }
}
