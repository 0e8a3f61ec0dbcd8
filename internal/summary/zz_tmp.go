package summary

const proposalSection = "de-xuat"

const resultSection = "ket-qua"

func sectionLevel(string) int { return 1 }
