using Glissade.Kernels;

namespace Glissade;

/// <summary>A search for the best labels of a block of queries; exact or hashed. One thread's, but where it is lent a team.</summary>
internal interface ILabelScan : IDisposable
{
    /// <summary>Forgets the queries.</summary>
    void Clear();

    /// <summary>Adds a query.</summary>
    /// <param name="features">Weighted as in training.</param>
    /// <param name="masked">Labels that are not to be found, ascending; those that the network lacks are passed over.</param>
    void Add(SparseVector features, ReadOnlySpan<int> masked);

    /// <summary>Queries, at most, that a team answers sooner by <see cref="Run(WorkerTeam)"/> than by one search a worker; 0 for none.</summary>
    int SharedQueries { get; }

    /// <summary>Searches for the queries added since <see cref="Clear"/>.</summary>
    void Run();

    /// <summary>The same with all workers of a team that is idle. What is found is the same in every bit.</summary>
    void Run(WorkerTeam team);

    /// <summary>The best labels of query <paramref name="query"/> of the last <see cref="Run()"/>.</summary>
    TopSelection Top(int query);
}
