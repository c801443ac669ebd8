using Glissade.Kernels;

namespace Glissade;

/// <summary>One thread's search for the best labels of a block of queries; exact or hashed.</summary>
internal interface ILabelScan : IDisposable
{
    /// <summary>Forgets the queries.</summary>
    void Clear();

    /// <summary>Adds a query.</summary>
    /// <param name="features">Weighted as in training.</param>
    /// <param name="masked">Labels that are not to be found, ascending; those that the network lacks are passed over.</param>
    void Add(SparseVector features, ReadOnlySpan<int> masked);

    /// <summary>Searches for the queries added since <see cref="Clear"/>.</summary>
    void Run();

    /// <summary>The best labels of query <paramref name="query"/> of the last <see cref="Run"/>.</summary>
    TopSelection Top(int query);
}
