using Glissade.Kernels;

namespace Glissade;

/// <summary>One thread's search for the best labels of a block of queries; exact or hashed.</summary>
internal interface ILabelScan : IDisposable
{
    /// <summary>Forgets the queries.</summary>
    void Clear();

    /// <summary>Adds a query, weighted as in training.</summary>
    void Add(SparseVector features);

    /// <summary>Searches for the queries added since <see cref="Clear"/>.</summary>
    void Run();

    /// <summary>The best labels of query <paramref name="query"/> of the last <see cref="Run"/>.</summary>
    TopSelection Top(int query);
}
