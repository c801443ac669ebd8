using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed class SignatureDriftTests
{
    private const int RowCount = 2000;
    private const int Columns = 21;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void RowsThatStayHaveNotDrifted(bool centre, bool equalize)
    {
        using WeightMatrix rows = Samples.Weights(Samples.Gaussian(RowCount, Columns, seed: 1));
        using WorkerTeam team = new(2);
        using LshIndex index = Create(centre, equalize);
        Assert.Equal(1, index.MeasureDrift(rows, team));
        index.Rebuild(rows, default, team);
        Assert.Equal(0, index.MeasureDrift(rows, team));
    }

    [Theory]
    [InlineData(false, 0.1)]
    [InlineData(false, 0.5)]
    [InlineData(false, 1.5)]
    [InlineData(false, Math.PI)]
    [InlineData(true, 0.3)]
    [InlineData(true, 1.2)]
    public void RotatedRowsDriftByTheAngleOverPi(bool centre, double angle)
    {
        // Without a bias, so that also the centred rows turn by just this angle. 2,000 rows share ten projections: the spread is the
        // projections'.
        using WeightMatrix rows = Samples.Weights(Samples.Gaussian(RowCount, Columns, seed: 1));
        for (int row = 0; row < RowCount; row++)
            rows.Row(row)[^1] = 0;
        using WorkerTeam team = new(2);
        using LshIndex index = Create(centre, equalize: false);
        index.Rebuild(rows, default, team);
        for (int row = 0; row < RowCount; row++)
            Rotate(rows.Row(row), angle);
        Assert.InRange(index.MeasureDrift(rows, team), (angle / Math.PI) - 0.04, (angle / Math.PI) + 0.04);
        if (angle < 1)
            Assert.InRange(index.MeasureDrift(rows, team), angle / Math.PI * 0.85, angle / Math.PI * 1.15);
    }

    [Fact]
    public void WhatAllRowsDriftInCommonDoesNotCountInTheCentredSpace()
    {
        using WeightMatrix rows = Samples.Weights(Samples.Gaussian(RowCount, Columns, seed: 1));
        using WorkerTeam team = new(2);
        using LshIndex centred = Create(centre: true, equalize: true);
        using LshIndex plain = Create(centre: false, equalize: false);
        centred.Rebuild(rows, default, team);
        plain.Rebuild(rows, default, team);
        using RowMatrix step = Samples.Gaussian(1, Columns, seed: 5);
        for (int row = 0; row < RowCount; row++)
        {
            for (int j = 0; j < Columns; j++)
                rows.Row(row)[j] += step.Row(0)[j];
        }

        Assert.InRange(centred.MeasureDrift(rows, team), 0, 0.001); // but for rounding
        Assert.InRange(plain.MeasureDrift(rows, team), 0.1, 0.5);
    }

    [Fact]
    public void DriftIsTheSameForAnyTeamAndFollowsTheLastRebuild()
    {
        using WeightMatrix rows = Samples.Weights(Samples.Gaussian(RowCount, Columns, seed: 1));
        using WeightMatrix later = Samples.Weights(Samples.Gaussian(RowCount, Columns, seed: 2));
        double? expected = null;
        for (int size = 1; size <= 3; size++)
        {
            using WorkerTeam team = new(size);
            using LshIndex index = Create(centre: true, equalize: false);
            index.Rebuild(rows, default, team);
            expected ??= index.MeasureDrift(later, team);
            Assert.Equal(expected, index.MeasureDrift(later, team));
            Assert.InRange(expected.Value, 0.4, 0.6); // nothing left of the old rows: every second bit
            index.Rebuild(later, default, team);
            Assert.Equal(0, index.MeasureDrift(later, team));
        }
    }

    [Fact]
    public void AnIndexWithoutSignaturesSaysThatAllHasChangedAndTheExactOneThatNothingMatters()
    {
        using WeightMatrix rows = Samples.Weights(Samples.Gaussian(50, Columns, seed: 1));
        using WorkerTeam team = new(1);
        using LshIndex index = new(50, TestFamilies.Create("simhash", Columns));
        index.Rebuild(rows, default, team);
        Assert.Equal(1, index.MeasureDrift(rows, team));
        using ExactIndex exact = new(50, Columns);
        Assert.Equal(0, exact.MeasureDrift(rows, team));
        using WeightMatrix narrow = new(50, 3);
        Assert.Throws<ArgumentException>(() => index.MeasureDrift(narrow, team));
        Assert.Throws<ArgumentException>(() => exact.MeasureDrift(narrow, team));
    }

    private static LshIndex Create(bool centre, bool equalize) =>
        new(
            RowCount, TestFamilies.Create("simhash", Columns + (equalize ? 1 : 0)),
            new LshIndexOptions { Centre = centre, EqualizeLengths = equalize, SignatureBits = 10 });

    /// <summary>By the angle in each of the planes of elements (0, 1), (2, 3), ...</summary>
    private static void Rotate(Span<float> row, double angle)
    {
        (double sine, double cosine) = Math.SinCos(angle);
        for (int j = 0; j + 1 < Columns; j += 2)
        {
            (float x, float y) = (row[j], row[j + 1]);
            row[j] = (float)((cosine * x) - (sine * y));
            row[j + 1] = (float)((sine * x) + (cosine * y));
        }
    }
}
