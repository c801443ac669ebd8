using Glissade.Kernels;

namespace Glissade.Lsh.Tests.Learning;

public class RetrievedPairsTests
{
    private const int HashesPerTable = 3;
    private const int TableCount = 4;
    private const int Dimension = 6;
    private const int Queries = 9;
    private const int Rows = 60;

    [Fact]
    public unsafe void PairsAreThoseOfThePlainDefinition()
    {
        using WorkerTeam team = new(1);
        using RowMatrix planes = Samples.Gaussian(HashesPerTable * TableCount, Dimension, 1);
        using HyperplaneBatch batch = new(planes.Rows, Dimension, Queries, Rows) { QueryCount = Queries, RowCount = Rows };
        using RowMatrix queries = Samples.Gaussian(Queries, Dimension, 2);
        using RowMatrix rows = Samples.Gaussian(Rows, Dimension, 3);
        for (int i = 0; i < Queries; i++)
            queries.Row(i).CopyTo(batch.Queries.Row(i));
        for (int i = 0; i < Rows; i++)
            rows.Row(i).CopyTo(batch.Rows.Row(i));
        batch.Forward(planes.Pointer, planes.Stride, 1, team);
        RetrievedPairs pairs = new(batch, HashesPerTable, TableCount);
        pairs.ReadCodes();
        int[] targets = [3, 17, 40, 41];
        int missed = 0, wrong = 0;
        for (int query = 0; query < Queries; query++)
        {
            pairs.Choose(query, targets);
            double[] products = [.. Enumerable.Range(0, Rows).Select(row => Product(queries.Row(query), rows.Row(row)))];
            double median = products.Order().ElementAt(Rows / 2);
            bool[] retrieved = [.. Enumerable.Range(0, Rows).Select(row => Retrieves(planes, queries.Row(query), rows.Row(row)))];
            Assert.Equal(targets.Where(target => !retrieved[target]), pairs.Missed.ToArray());
            Assert.Equal(
                Enumerable.Range(0, Rows).Where(row => retrieved[row] && !targets.Contains(row) && products[row] <= median),
                pairs.Wrong.ToArray());
            missed += pairs.Missed.Length;
            wrong += pairs.Wrong.Length;
        }
        Assert.True(missed > 0 && wrong > 0);
    }

    /// <summary>Codes of more bits than a 32-bit word has: all of them must agree.</summary>
    [Fact]
    public unsafe void EveryHyperplaneOfAWideTableCounts()
    {
        const int hashes = SignBits.MaxFieldBits;
        using WorkerTeam team = new(1);
        using RowMatrix planes = new(hashes, hashes);
        using HyperplaneBatch batch = new(hashes, hashes, 1, hashes + 1) { QueryCount = 1, RowCount = hashes + 1 };
        batch.Queries.Row(0).Fill(1);
        for (int i = 0; i < hashes; i++)
        {
            planes.Row(i)[i] = 1;
            batch.Rows.Row(i).Fill(1);
            batch.Rows.Row(i)[i] = -1;
        }
        batch.Rows.Row(hashes).Fill(1);
        batch.Forward(planes.Pointer, planes.Stride, 1, team);
        RetrievedPairs pairs = new(batch, hashes, tableCount: 1);
        pairs.ReadCodes();
        // Row i is on the query's side of all hyperplanes but the i-th, the last row of all.
        pairs.Choose(0, [0, 31, 32, 33, hashes - 1, hashes]);
        Assert.Equal([0, 31, 32, 33, hashes - 1], pairs.Missed.ToArray());
    }

    private static double Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (double)a[i] * b[i];
        return sum;
    }

    private static bool Retrieves(RowMatrix planes, ReadOnlySpan<float> query, ReadOnlySpan<float> row)
    {
        for (int table = 0; table < TableCount; table++)
        {
            bool equal = true;
            for (int k = 0; k < HashesPerTable; k++)
            {
                ReadOnlySpan<float> plane = planes.Row((table * HashesPerTable) + k);
                equal &= Product(plane, query) > 0 == Product(plane, row) > 0;
            }
            if (equal)
                return true;
        }
        return false;
    }
}
