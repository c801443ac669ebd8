namespace Glissade;

/// <summary>What a rehash schedule acts upon, between batches and with no worker at work.</summary>
internal interface IRehashable
{
    /// <summary>Rows that the tables hold.</summary>
    int RowCount { get; }

    /// <summary>Rows updated since the last rebuild or refresh.</summary>
    int CountTouched();

    /// <summary>How far rows have moved since the last rebuild, from 0 to 1.</summary>
    double MeasureDrift();

    /// <summary>Hashes all rows anew.</summary>
    void Rebuild();

    /// <summary>Hashes the touched rows anew.</summary>
    void Refresh();
}
