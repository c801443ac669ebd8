using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// What a batch asks of the rows of one weight matrix: derived, and not yet applied. It names no row twice, so ranges that do not overlap may be
/// updated at the same time, and how they are cut makes no difference.
/// </summary>
internal interface IDeferredUpdate
{
    /// <summary>Most rows of a range: enough for products in good shape, few enough that there is a range for every worker.</summary>
    const int BlockRows = 64;

    /// <summary>Rows to be updated.</summary>
    int RowCount { get; }

    /// <summary>Updates the rows at [start, end) of the update's own order, at most <see cref="BlockRows"/>.</summary>
    /// <param name="start">The first.</param>
    /// <param name="end">Behind the last.</param>
    /// <param name="scratch">The calling worker's: <see cref="BlockRows"/> rows of the weights' columns, with zero padding.</param>
    void Update(int start, int end, RowMatrix scratch);
}
