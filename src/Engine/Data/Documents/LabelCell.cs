namespace Glissade.Documents;

/// <summary>Several labels in one string.</summary>
internal static class LabelCell
{
    /// <summary>Adds the labels of a string; none if it is empty or white space.</summary>
    internal static void Split(string cell, char separator, List<string> labels)
    {
        if (string.IsNullOrWhiteSpace(cell))
            return;
        foreach (string label in cell.Split(separator))
            labels.Add(label.Trim());
    }
}
