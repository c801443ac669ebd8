using System.Diagnostics;
using System.Numerics.Tensors;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// A scan of codes: of each row's elements, rotated at random, only the signs are kept, one bit an element, and the length; a query keeps
/// its own elements, and rows are found in the order of estimated inner products (asymmetric comparison of signs of random projections,
/// Dong, Charikar and Li 2008; rotation and unbiased estimate as RaBitQ, Gao and Long 2024). Reads a sixteenth of what rows in bfloat16
/// take, in order.
/// </summary>
/// <remarks>
/// With mu the mean row and hbar the mean query, q.r = (h - hbar).(w - mu) + [hbar; 1].r + (h - hbar).mu, where the second term is kept
/// with each row and the third is the same for all. For the first, with y the rotated w - mu and x the rotated h - hbar, the estimate is
/// slope sum_i x_i sign(y_i), slope = |y|^2 / sum_i |y_i|. Its error grows with the row's length, and in a trained layer lengths differ by
/// far: so what ranks a row is the estimate and <see cref="GrantedErrors"/> standard errors. Long rows, of which an estimate says little,
/// are then found whenever they might be among the best.
///
/// A block of codes stays in the cache while the queries of a batch pass over it, two at a time.
/// </remarks>
public sealed unsafe class CodeScanIndex : INeuronIndex, IStatefulOverRows
{
    /// <summary>Standard errors that are added to an estimate.</summary>
    internal const float GrantedErrors = 2;

    /// <summary>Bytes of codes that are scanned for one query after another.</summary>
    private const int ScanBytes = 128 << 10;

    private const int BitsOfByte = 8;

    private readonly RandomRotation rotation;
    private readonly float[] meanQuery;
    private readonly float[] meanRow;
    private readonly RowCodes codes;
    private bool built;

    /// <summary>An empty index for <paramref name="rowCount"/> rows of <paramref name="dimension"/> elements, the bias included.</summary>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="dimension">Elements of a row and of a query: at least 2.</param>
    /// <param name="seed">Seed of the rotation.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row count is negative or the dimension below 2.</exception>
    public CodeScanIndex(int rowCount, int dimension, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 2);
        RowCount = rowCount;
        Dimension = dimension;
        rotation = new RandomRotation(dimension - 1, seed);
        meanQuery = new float[dimension];
        meanRow = new float[dimension];
        codes = new RowCodes(rowCount, rotation.RotatedDimension / BitsOfByte);
    }

    /// <summary>An index that was built earlier, of its parts, which it takes over. It cannot be rebuilt over memory of others.</summary>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="codes">Their codes.</param>
    /// <param name="rotation">What the codes are signs after.</param>
    /// <param name="meanQuery">[mean h; 1].</param>
    internal CodeScanIndex(int rowCount, RowCodes codes, RandomRotation rotation, float[] meanQuery)
    {
        Debug.Assert(codes.Groups == RowCodes.GroupsOf(rowCount), "there are codes of all rows");
        Debug.Assert(codes.CodeBytes == rotation.RotatedDimension / BitsOfByte, "a bit for each rotated element");
        Debug.Assert(meanQuery.Length == rotation.Dimension + 1, "a query has the bias besides");
        RowCount = rowCount;
        Dimension = meanQuery.Length;
        this.codes = codes;
        this.rotation = rotation;
        this.meanQuery = meanQuery;
        meanRow = new float[Dimension];
        built = true;
    }

    /// <inheritdoc/>
    public int RowCount { get; }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>What is kept of the rows.</summary>
    internal RowCodes Codes => codes;

    /// <summary>What the codes are signs after.</summary>
    internal RandomRotation Rotation => rotation;

    /// <summary>The mean query as the last <see cref="Rebuild"/> was told.</summary>
    internal ReadOnlyMemory<float> MeanQuery => meanQuery;

    /// <summary>Rows of a scanned block: whole groups.</summary>
    private int ScanRows => Math.Max(1, ScanBytes / (codes.CodeBytes * CodeEstimates.GroupRows)) * CodeEstimates.GroupRows;

    /// <inheritdoc/>
    public void Rebuild(WeightMatrix rows, QueryMoments moments, WorkerTeam team)
    {
        SearchArguments.CheckRows(this, rows, moments);
        ArgumentNullException.ThrowIfNull(team);
        if (!codes.IsOwn)
            throw new InvalidOperationException("these codes lie in memory that can only be read; make another index to rebuild");
        MeanRow.Compute(rows, meanRow, team);
        Array.Clear(meanQuery);
        moments.Mean.CopyTo(meanQuery);
        meanQuery[^1] = 1;
        Encoder?[] encoders = new Encoder[team.Size];
        try
        {
            team.ForBlocks(RowCount, CodeEstimates.GroupRows, (worker, start, end) =>
                (encoders[worker] ??= new Encoder(this)).Encode(rows, start, end));
        }
        finally
        {
            foreach (Encoder? encoder in encoders)
                encoder?.Dispose();
        }
        built = true;
    }

    /// <inheritdoc/>
    public IndexQuery CreateQuery() => new CodeScanQuery(this, rotation.Dimension, rotation.RotatedDimension, ScanRows);

    /// <inheritdoc/>
    public int Search(ReadOnlySpan<float> query, int budget, Span<int> ids, IndexQuery state) =>
        BatchOfOne.Search(this, query, budget, ids, state);

    /// <inheritdoc/>
    public void SearchBatch(float* queries, int stride, int count, int budget, Span<int> ids, Span<int> found, IndexQuery state)
    {
        SearchArguments.CheckBatch(this, stride, count, budget, ids.Length, found.Length);
        CodeScanQuery own = IndexQuery.Check<CodeScanQuery>(this, state);
        for (int start = 0; start < count; start += CodeScanQuery.BlockQueries)
        {
            int block = Math.Min(CodeScanQuery.BlockQueries, count - start);
            Prepare(queries + ((long)start * stride), stride, block, own);
            Scan(block, budget, own);
            for (int i = 0; i < block; i++)
            {
                own.Best[i].Sort();
                own.Best[i].Ids.CopyTo(ids.Slice((start + i) * budget, budget));
                found[start + i] = own.Best[i].Count;
            }
        }
    }

    /// <inheritdoc/>
    public IndexStatistics Describe() =>
        new(RowCount, codes.ByteLength + rotation.MemoryBytes, TransientBytes: 0);

    void IStatefulOverRows.Visit(IStateVisitor state, WeightMatrix rows)
    {
        state.Array("mean_query", meanQuery);
        codes.Visit(state);
        state.Value("built", ref built);
    }

    /// <summary>Frees codes and rotation; further calls do nothing.</summary>
    public void Dispose()
    {
        codes.Dispose();
        rotation.Dispose();
    }

    private void Prepare(float* queries, int stride, int count, CodeScanQuery own)
    {
        int inputs = rotation.Dimension;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> query = new(queries + ((long)i * stride), inputs);
            TensorPrimitives.Subtract(query, meanQuery.AsSpan(0, inputs), own.Centred.Row(i));
        }
        rotation.Rotate(own.Centred, count, own.Rotated);
        for (int i = 0; i < count; i++)
            own.Tables[i].Fill(own.Rotated.Row(i), GrantedErrors);
    }

    private void Scan(int queryCount, int budget, CodeScanQuery own)
    {
        int rows = built ? RowCount : 0;
        for (int i = 0; i < queryCount; i++)
            own.Best[i].Begin(Math.Min(budget, rows));
        for (int start = 0; start < rows && budget > 0; start += ScanRows)
        {
            int block = Math.Min(ScanRows, rows - start);
            int groups = (block + CodeEstimates.GroupRows - 1) / CodeEstimates.GroupRows;
            byte* blockCodes = codes.Signs + ((long)start * codes.CodeBytes);
            int i = 0;
            for (; i <= queryCount - 2; i += 2)
            {
                CodeEstimates.SumTwo(
                    blockCodes, groups, codes.CodeBytes, own.Tables[i].Entries, own.Tables[i + 1].Entries, own.Sums, own.SecondSums);
                Offer(i, own.Sums);
                Offer(i + 1, own.SecondSums);
            }
            if (i < queryCount)
            {
                CodeEstimates.Sum(blockCodes, groups, codes.CodeBytes, own.Tables[i].Entries, own.Sums);
                Offer(i, own.Sums);
            }

            void Offer(int query, ushort* sums)
            {
                CodeTables tables = own.Tables[query];
                CodeEstimates.Compute(
                    sums, tables.Scale, tables.Start, codes.Slopes + start, codes.Offsets + start, own.Estimates,
                    groups * CodeEstimates.GroupRows);
                own.Best[query].OfferRun(start, own.Estimates, block);
            }
        }
    }

    /// <summary>What one worker needs to encode a group of rows.</summary>
    private sealed class Encoder(CodeScanIndex owner) : IDisposable
    {
        private readonly RowMatrix widened = new(CodeEstimates.GroupRows, owner.Dimension);
        private readonly RowMatrix centred = new(CodeEstimates.GroupRows, owner.rotation.Dimension);
        private readonly RowMatrix rotated = new(CodeEstimates.GroupRows, owner.rotation.RotatedDimension);
        private readonly float commonOffset = TensorPrimitives.Dot<float>(owner.meanRow, owner.meanQuery);

        /// <summary>Rows of one group: no two workers write the same line.</summary>
        public void Encode(WeightMatrix rows, int start, int end)
        {
            int inputs = owner.rotation.Dimension;
            float* view = rows.View(start, end - start, widened, out int stride);
            for (int i = 0; i < end - start; i++)
            {
                ReadOnlySpan<float> row = new(view + ((long)i * stride), owner.Dimension);
                TensorPrimitives.Subtract(row[..inputs], owner.meanRow.AsSpan(0, inputs), centred.Row(i));
                // What all rows have in common ranks none, and small numbers are stored more exactly.
                float offset = TensorPrimitives.Dot(row, owner.meanQuery) - commonOffset;
                owner.codes.Offsets[start + i] = BFloat16.FromSingle(offset);
            }
            owner.rotation.Rotate(centred, end - start, rotated);
            for (int i = 0; i < end - start; i++)
                Encode(rotated.Row(i), start + i);
        }

        public void Dispose()
        {
            widened.Dispose();
            centred.Dispose();
            rotated.Dispose();
        }

        private void Encode(ReadOnlySpan<float> row, int id)
        {
            float magnitudes = TensorPrimitives.SumOfMagnitudes(row);
            float slope = magnitudes > 0 ? TensorPrimitives.SumOfSquares(row) / magnitudes : 0;
            owner.codes.Slopes[id] = BFloat16.FromSingle(slope);
            int codeBytes = owner.codes.CodeBytes;
            for (int b = 0; b < codeBytes; b++)
            {
                int code = 0;
                for (int bit = 0; bit < BitsOfByte; bit++)
                    code |= row[(b * BitsOfByte) + bit] > 0 ? 1 << bit : 0;
                owner.codes.Signs[CodeEstimates.Place(id, b, codeBytes)] = (byte)code;
            }
        }
    }
}
